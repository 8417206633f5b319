/* Where a bubble starts: at the largest nucleus there is, once the film pulls harder than it can stand. */
#include <math.h>

#include "joint.h"

double blake_pressure(const Joint *joint, double nucleus, double *critical_radius) {
    double tension = joint->surface_tension;
    double gas = joint->rest_pressure - joint->vapour_pressure + 2 * tension / nucleus;
    *critical_radius = nucleus * sqrt(3 * nucleus * gas / (2 * tension));
    return joint->vapour_pressure - 4 * tension / (3 * *critical_radius);
}

/* A bubble so small that surface tension rules its pressure dissolves by the square of its radius, at a rate
 * that nitrogen sets: the other gases have left it long before. */
double nucleus_radius(const Joint *joint, double since) {
    double lasting = joint->stable_nucleus, born = joint->contact_nucleus;
    if (since < 0 || born <= lasting) {
        return lasting;
    }
    double loss = 3 * joint->diffusivity[1] * joint->solubility[1] * joint->gas_constant_kelvin;
    double square = born * born - loss * since;
    return square > lasting * lasting ? sqrt(square) : lasting;
}
