/* What a joint does next: bones on cartilage and capsule, the film's flow, the bubble's growth and its gas.
 *
 * Film: Reynolds flow with unsteady and convective inertia by the momentum integral over the gap, between a
 * rim that draws on the recess and a bubble (or none) at the middle. With the flow G = area x gap speed that
 * opening asks for and the growth U of the bubble,
 *     rim - mean   = r11 G + r12 U + m11 G' + m12 U' - c (1 - f^2) / 2
 *     bubble - rim = r12 G + r22 U + m12 G' + m22 U' + c (1 - f) + what a ball adds
 * where m = density/(8 pi gap) times (1 - f^2, -2 (1 - f), -2 ln f), r = m 12 viscosity/(density gap^2), f is
 * the share of the face inside the bubble's edge and c the convective fall of pressure. The way from the
 * recess to the rim adds to both by the inflow G - U. What a ball adds is the Keller-Miksis equation's, with
 * the film's pressure there as its pressure far away.
 */
#include <math.h>
#include <string.h>

#include "shape.h"

#define PI 3.14159265358979323846
/* So that derivatives, which every law below gives, are not computed where nobody asked for them. */
#define INLINE static inline __attribute__((always_inline))

/* The states on which forces depend, in the order of the columns of derivatives below. */
enum { X, H, GS, XS, L, U, COLUMNS };
static const int STATE_OF[COLUMNS] = {APART, GAP, GAP_SPEED, APART_SPEED, LOG_VOLUME, VOLUME_SPEED};

typedef struct {
    double is, by[COLUMNS];
} Term;

/* Speed at the rim, m/s, below which fluid neither enters nor leaves for sure. */
static const double STILL = 0.1;

INLINE Term of_size(Sized size) { return (Term){size.is, {[H] = size.by_h, [L] = size.by_l}}; }

/* The film: what it is asked to carry, and how it resists. */
typedef struct {
    double opening, growth;      /* G and U, m3/s */
    Term m11, m12, m22, viscous; /* inertances; resistance over inertance */
    Term rim, mean, turn;        /* pressures at the rim and over the face; the convective fall c */
} Film;

INLINE void rim_pressure(const Joint *joint, const double *state, double volume, Film *film) {
    double area = joint->area, gap = state[GAP], inflow = film->opening - film->growth;
    double drawn = (area * (gap - joint->film) - volume) / joint->recess_volume;
    double hard = joint->recess_hardening, scale = joint->recess_elastance / hard;
    double up = exp(hard * drawn), down = 1 / up;
    double slope = joint->recess_elastance * (up + down) / (2 * joint->recess_volume);
    double mouth = 2 * PI * joint->radius * gap, speed = inflow / mouth;
    double size = sqrt(speed * speed + STILL * STILL), in = (speed + size) / 2; /* 0 where fluid leaves */
    double entry = joint->density * in * in / 2, by_flow = joint->density * in * in / (size * mouth);
    film->rim = (Term){joint->rest_pressure - scale * (up - down) / 2 - entry,
                       {[H] = -slope * area + by_flow * inflow / gap,
                        [GS] = -by_flow * area,
                        [L] = slope * volume,
                        [U] = by_flow}};
    double flow = joint->radius * inflow / (area * gap), c = 0.45 * joint->density * flow * flow;
    double c_by_flow = 0.9 * joint->density * flow * joint->radius / (area * gap);
    film->turn = (Term){c, {[H] = -2 * c / gap, [GS] = c_by_flow * area, [U] = -c_by_flow}};
}

/* Cartilage is a spring with a dashpot beside it. */
INLINE double tension(const Joint *joint, const double *state) {
    double stretch = joint->film + state[APART] - state[GAP], speed = state[APART_SPEED] - state[GAP_SPEED];
    return joint->cartilage_stiffness * (stretch + joint->cartilage_lag * speed) - joint->rest_load;
}

INLINE void face_pressure(const Joint *joint, const double *state, Film *film) {
    double contact = joint->rest_load * exp((joint->film - state[GAP]) / joint->contact_length);
    double k = joint->cartilage_stiffness / joint->area, lag = k * joint->cartilage_lag;
    film->mean = (Term){
        joint->rest_pressure - (tension(joint, state) + contact) / joint->area,
        {[X] = -k, [H] = k + contact / (joint->contact_length * joint->area), [GS] = lag, [XS] = -lag}};
}

INLINE void inertance(const Joint *joint, double gap, const Shape *shape, Film *film) {
    double unit = joint->density / (8 * PI * gap);
    Term f = of_size(shape->fill), log_f = of_size(shape->log_fill);
    film->m11 = (Term){unit * (1 - f.is * f.is), {0}};
    film->m12 = (Term){-2 * unit * (1 - f.is), {0}};
    film->m22 = (Term){-2 * unit * log_f.is, {0}};
    for (int q = 0; q < COLUMNS; q++) {
        film->m11.by[q] = -2 * unit * f.is * f.by[q];
        film->m12.by[q] = 2 * unit * f.by[q];
        film->m22.by[q] = -2 * unit * log_f.by[q];
    }
    film->m11.by[H] -= film->m11.is / gap;
    film->m12.by[H] -= film->m12.is / gap;
    film->m22.by[H] -= film->m22.is / gap;
}

/* Viscosity by Carreau at a mean square rate of shear, and its derivative by that square. What shear has torn
 * apart takes seconds to join again: fluid that turns round for a millisecond stays thin. */
INLINE double thinned(const Joint *joint, double square, double *by_square) {
    double lag = joint->thinning_time * joint->thinning_time, power = joint->thinning_exponent / 2;
    square += joint->lasting_shear * joint->lasting_shear;
    double above =
        (joint->viscosity_at_rest - joint->viscosity_at_speed) * exp(-power * log(1 + lag * square));
    *by_square = -power * lag * above / (1 + lag * square);
    return joint->viscosity_at_speed + above;
}

/* Resistance over inertance. The square of the rate of shear is the mean over the film's volume, which is
 * what its own dissipation tells: so resistance never falls as flow grows. */
INLINE void resistance(const Joint *joint, double gap, Film *film) {
    double g = film->opening, u = film->growth, by_square;
    double flow1 = film->m11.is * g + film->m12.is * u, flow2 = film->m12.is * g + film->m22.is * u;
    double unit = 12 / (joint->density * gap * gap), shear = unit / (joint->area * gap);
    double square = shear * (flow1 * g + flow2 * u);
    double viscosity = thinned(joint, square, &by_square);
    film->viscous.is = unit * viscosity;
    for (int q = 0; q < COLUMNS; q++) {
        double by = film->m11.by[q] * g * g + 2 * film->m12.by[q] * g * u + film->m22.by[q] * u * u;
        film->viscous.by[q] = unit * by_square * shear * by;
    }
    film->viscous.by[H] -= unit * (2 * viscosity + 3 * square * by_square) / gap;
    film->viscous.by[GS] += unit * by_square * shear * 2 * flow1 * joint->area;
    film->viscous.by[U] += unit * by_square * shear * 2 * flow2;
}

/* Pressure of a bubble's gas and vapour, less that of its curved wall. */
typedef struct {
    Term gas, total;
    double by_mole;
} Inside;

INLINE double moles_in(const double *state) {
    return state[IN_BUBBLE] + state[IN_BUBBLE + 1] + state[IN_BUBBLE + 2];
}

INLINE void inside_pressure(const Joint *joint, const double *state, const Shape *shape, Inside *inside) {
    inside->by_mole = joint->gas_constant_kelvin / shape->volume;
    if (joint->polytropic != 1) {
        inside->by_mole *= pow(joint->polytropic_volume / shape->volume, joint->polytropic - 1);
    }
    double gas = inside->by_mole * moles_in(state), tension = joint->surface_tension;
    inside->gas = (Term){gas, {[L] = -joint->polytropic * gas}};
    Term curved = of_size(shape->curvature);
    inside->total.is = gas + joint->vapour_pressure - tension * curved.is;
    for (int q = 0; q < COLUMNS; q++) {
        inside->total.by[q] = inside->gas.by[q] - tension * curved.by[q];
    }
}

/* What a ball adds to the bubble's side of the film: inertance and pressure by Keller and Miksis. */
INLINE void ball(const Joint *joint, const Shape *shape, const Inside *inside, double growth, Term *heavy,
                 Term *held, double *held_by_mole) {
    double radius = shape->radius, share = 1 - shape->flat.is;
    double face = 4 * PI * radius * radius, speed = growth / face;
    double rho = joint->density, sigma = joint->surface_tension, mu = joint->stretch_viscosity;
    double slow = 1 / joint->sound_speed, mach = speed * slow, past = 1 / (1 + mach);
    double speed_by[2] = {-2 * speed / 3, 1 / face}; /* by the volume's log, by its speed */
    double elastic = 3 * joint->polytropic * inside->gas.is - 2 * sigma / radius;
    double inertia = ((1 - mach) * rho * radius + 4 * mu * slow) / face;
    double pressure =
        -0.5 * rho * speed * speed * (1 - 3 * mach) + slow * speed * (elastic - 12 * mu * speed / radius);
    double wall = 4 * mu * speed / radius;
    *heavy = (Term){share * inertia * past, {0}};
    *held = (Term){share * (pressure * past + wall), {0}};
    *held_by_mole = share * past * slow * speed * 3 * joint->polytropic * inside->by_mole;
    double elastic_by_l =
        -3 * joint->polytropic * joint->polytropic * inside->gas.is + 2 * sigma / (3 * radius);
    for (int i = 0; i < 2; i++) {
        double by = speed_by[i], l = i == 0;
        double inertia_by = -rho * radius * by * slow / face -
                            l * ((1 - mach) * rho * radius / (3 * face) + 8 * mu * slow / (3 * face));
        double pressure_by = -rho * speed * by * (1 - 3 * mach) + 1.5 * rho * speed * speed * by * slow +
                             slow * by * (elastic - 24 * mu * speed / radius) +
                             l * slow * speed * (elastic_by_l + 4 * mu * speed / radius);
        double past_by = -past * past * by * slow;
        int q = i == 0 ? L : U;
        heavy->by[q] = share * (inertia_by * past + inertia * past_by);
        held->by[q] = share * (pressure_by * past + pressure * past_by + 4 * mu * by / radius - l * wall / 3);
    }
    double flat_by[2] = {shape->flat.by_h, shape->flat.by_l};
    for (int i = 0; i < 2; i++) {
        int q = i == 0 ? H : L;
        heavy->by[q] -= flat_by[i] * inertia * past;
        held->by[q] -= flat_by[i] * (pressure * past + wall);
    }
}

INLINE double *row(double *jacobian, int states, int state) { return jacobian + state * states; }

INLINE void bones(const Joint *joint, double force, const double *state, int states, Motion *motion,
                  double *jacobian) {
    double apart = state[APART], reach = joint->capsule_reach, part = apart / reach;
    double capsule = joint->capsule_stiffness * apart * (1 + part * part);
    double across = tension(joint, state) + joint->rest_load;
    motion->rate[APART] = state[APART_SPEED];
    motion->rate[APART_SPEED] =
        (force - across - capsule - joint->damping * state[APART_SPEED]) / joint->mass;
    motion->rate[GAP] = state[GAP_SPEED];
    if (jacobian) {
        double k = joint->cartilage_stiffness, lag = k * joint->cartilage_lag;
        row(jacobian, states, APART)[APART_SPEED] = 1;
        row(jacobian, states, GAP)[GAP_SPEED] = 1;
        double *speed = row(jacobian, states, APART_SPEED);
        speed[APART] = -(k + joint->capsule_stiffness * (1 + 3 * part * part)) / joint->mass;
        speed[APART_SPEED] = -(joint->damping + lag) / joint->mass;
        speed[GAP] = k / joint->mass;
        speed[GAP_SPEED] = lag / joint->mass;
    }
}

/* What the way from the recess to the rim takes of the pressure there, besides its inertance. */
INLINE void through_passage(const Joint *joint, Film *film) {
    double inflow = film->opening - film->growth, unit = joint->passage_shear * joint->passage_shear,
           by_square;
    double viscosity = thinned(joint, unit * inflow * inflow, &by_square);
    double by = joint->passage_resistance * (viscosity + 2 * by_square * unit * inflow * inflow);
    film->rim.is -= joint->passage_resistance * viscosity * inflow;
    film->rim.by[GS] -= by * joint->area;
    film->rim.by[U] += by;
}

/* The film with nothing in it: its mean pressure alone opens or closes the gap. */
INLINE void film_alone(const Joint *joint, const double *state, int states, Motion *motion,
                       double *jacobian) {
    Film film = {.opening = joint->area * state[GAP_SPEED]};
    double unit = joint->density / (8 * PI * state[GAP]);
    film.m11 = (Term){unit, {[H] = -unit / state[GAP]}};
    rim_pressure(joint, state, 0, &film);
    face_pressure(joint, state, &film);
    resistance(joint, state[GAP], &film);
    through_passage(joint, &film);
    double drop = film.viscous.is * unit * film.opening;
    double passage = joint->passage_inertance, inertia = joint->area * (unit + passage);
    double rate = (film.rim.is - film.mean.is + film.turn.is / 2 - drop) / inertia;
    double rim = film.rim.is - passage * joint->area * rate;
    motion->rate[GAP_SPEED] = rate;
    motion->middle_pressure = 2 * film.mean.is - rim;
    if (jacobian) {
        double *speed = row(jacobian, states, GAP_SPEED);
        for (int q = 0; q < L; q++) {
            double drop_by = film.viscous.by[q] * unit * film.opening;
            if (q == H) {
                drop_by -= drop / state[GAP];
            } else if (q == GS) {
                drop_by += film.viscous.is * unit * joint->area;
            }
            speed[STATE_OF[q]] = (film.rim.by[q] - film.mean.by[q] + film.turn.by[q] / 2 - drop_by) / inertia;
        }
        speed[GAP] += rate * joint->area * unit / (state[GAP] * inertia);
    }
}

INLINE void film_and_bubble(const Joint *joint, const double *state, int states, const Shape *shape,
                            Motion *motion, double *jacobian) {
    Film film = {.opening = joint->area * state[GAP_SPEED], .growth = state[VOLUME_SPEED]};
    Inside inside;
    double gap = state[GAP];
    rim_pressure(joint, state, shape->volume, &film);
    face_pressure(joint, state, &film);
    inertance(joint, gap, shape, &film);
    resistance(joint, gap, &film);
    through_passage(joint, &film);
    inside_pressure(joint, state, shape, &inside);
    Term heavy = {0, {0}}, held = {0, {0}};
    double held_by_mole = 0;
    if (shape->flat.is < 1) {
        ball(joint, shape, &inside, film.growth, &heavy, &held, &held_by_mole);
    }
    double f = shape->fill.is, g = film.opening, u = film.growth, v = film.viscous.is;
    double flow1 = film.m11.is * g + film.m12.is * u, flow2 = film.m12.is * g + film.m22.is * u;
    double passage = joint->passage_inertance;
    double m11 = film.m11.is + passage, m12 = film.m12.is - passage, m22 = film.m22.is + heavy.is + passage;
    double b1 = film.rim.is - film.mean.is + film.turn.is * (1 - f * f) / 2 - v * flow1;
    double b2 = inside.total.is - film.rim.is - film.turn.is * (1 - f) - held.is - v * flow2;
    double over = 1 / (m11 * m22 - m12 * m12);
    double opening = over * (m22 * b1 - m12 * b2), growth = over * (m11 * b2 - m12 * b1);
    motion->rate[GAP_SPEED] = opening / joint->area;
    motion->rate[LOG_VOLUME] = u / shape->volume;
    motion->rate[VOLUME_SPEED] = growth;
    motion->middle_pressure = inside.total.is;
    if (!jacobian) {
        return;
    }
    double *of_gap = row(jacobian, states, GAP_SPEED), *of_volume = row(jacobian, states, VOLUME_SPEED);
    row(jacobian, states, LOG_VOLUME)[LOG_VOLUME] = -u / shape->volume;
    row(jacobian, states, LOG_VOLUME)[VOLUME_SPEED] = 1 / shape->volume;
    Term fill = of_size(shape->fill);
    for (int q = 0; q < COLUMNS; q++) {
        double g_by = q == GS ? joint->area : 0, u_by = q == U;
        double flow1_by = film.m11.by[q] * g + film.m12.by[q] * u + film.m11.is * g_by + film.m12.is * u_by;
        double flow2_by = film.m12.by[q] * g + film.m22.by[q] * u + film.m12.is * g_by + film.m22.is * u_by;
        double r1 = film.rim.by[q] - film.mean.by[q] + film.turn.by[q] * (1 - f * f) / 2 -
                    film.turn.is * f * fill.by[q] - film.viscous.by[q] * flow1 - v * flow1_by;
        double r2 = inside.total.by[q] - film.rim.by[q] - film.turn.by[q] * (1 - f) +
                    film.turn.is * fill.by[q] - held.by[q] - film.viscous.by[q] * flow2 - v * flow2_by;
        r1 -= film.m11.by[q] * opening + film.m12.by[q] * growth;
        r2 -= film.m12.by[q] * opening + (film.m22.by[q] + heavy.by[q]) * growth;
        of_gap[STATE_OF[q]] = over * (m22 * r1 - m12 * r2) / joint->area;
        of_volume[STATE_OF[q]] = over * (m11 * r2 - m12 * r1);
    }
    double by_mole = inside.by_mole - held_by_mole;
    for (int i = 0; i < GASES; i++) {
        of_gap[IN_BUBBLE + i] = -over * m12 * by_mole / joint->area;
        of_volume[IN_BUBBLE + i] = over * m11 * by_mole;
    }
}

/* Gas crosses the wall by Epstein and Plesset's steady and thin-layer parts; growth of the wall stretches the
 * layer and makes it thinner, so that layer x surface only grows by diffusion. */
INLINE void gases(const Joint *joint, const double *state, int states, const double *in_joint,
                  const Shape *shape, Motion *motion, double *jacobian) {
    double slowest = joint->diffusivity[0], surface = shape->surface.is;
    double thin = exp(-state[LOG_LAYER] / 2), layer = PI * slowest * surface * surface * thin * thin;
    motion->rate[LOG_LAYER] = layer;
    if (jacobian) {
        double *of_layer = row(jacobian, states, LOG_LAYER);
        of_layer[LOG_LAYER] = -layer;
        of_layer[LOG_VOLUME] = 2 * layer * shape->surface.by_l / surface;
        of_layer[GAP] = 2 * layer * shape->surface.by_h / surface;
    }
    for (int i = 0; i < GASES; i++) {
        double moles = state[IN_BUBBLE + i], free = joint->diffusivity[i];
        double quick = sqrt(slowest * free) * thin * surface;
        double ease = free * shape->spread.is + quick * surface;
        double pressure_per_mole = joint->gas_constant_kelvin / shape->volume;
        double held = joint->solubility[i] * pressure_per_mole;
        double excess = (in_joint[i] - moles) / joint->fluid_volume - held * moles;
        motion->rate[IN_BUBBLE + i] = ease * excess;
        if (!jacobian) {
            continue;
        }
        double *of_gas = row(jacobian, states, IN_BUBBLE + i);
        of_gas[IN_BUBBLE + i] = -ease * (1 / joint->fluid_volume + held);
        of_gas[LOG_LAYER] = -quick * surface * excess / 2;
        of_gas[LOG_VOLUME] =
            (free * shape->spread.by_l + 2 * quick * shape->surface.by_l) * excess + ease * held * moles;
        of_gas[GAP] = (free * shape->spread.by_h + 2 * quick * shape->surface.by_h) * excess;
        if (states == WITH_BLOOD) {
            of_gas[IN_JOINT + i] = ease / joint->fluid_volume;
        }
    }
}

INLINE void blood(const Joint *joint, const double *state, int states, Motion *motion, double *jacobian) {
    double often = joint->blood_exchange > 0 ? 1 / joint->blood_exchange : 0;
    for (int i = 0; i < GASES; i++) {
        double dissolved = state[IN_JOINT + i] - state[IN_BUBBLE + i];
        motion->rate[IN_JOINT + i] = often * (joint->dissolved[i] * joint->fluid_volume - dissolved);
        if (jacobian) {
            row(jacobian, states, IN_JOINT + i)[IN_JOINT + i] = -often;
            row(jacobian, states, IN_JOINT + i)[IN_BUBBLE + i] = often;
        }
    }
}

INLINE void motion_of(const Joint *joint, double force, const double *state, int states, Motion *motion,
                      double *jacobian) {
    if (jacobian) {
        memset(jacobian, 0, sizeof(double) * (unsigned)(states * states));
    }
    bones(joint, force, state, states, motion, jacobian);
    if (states == WITHOUT_BUBBLE) {
        film_alone(joint, state, states, motion, jacobian);
        return;
    }
    Shape shape;
    bubble_shape(joint, state[LOG_VOLUME], state[GAP], &shape);
    film_and_bubble(joint, state, states, &shape, motion, jacobian);
    double whole[GASES];
    for (int i = 0; i < GASES; i++) {
        whole[i] = joint->dissolved[i] * joint->fluid_volume;
    }
    gases(joint, state, states, states == WITH_BLOOD ? state + IN_JOINT : whole, &shape, motion, jacobian);
    if (states == WITH_BLOOD) {
        blood(joint, state, states, motion, jacobian);
    }
}

void joint_motion(const Joint *joint, double force, const double *state, int states, Motion *motion,
                  double *jacobian) {
    if (jacobian) {
        motion_of(joint, force, state, states, motion, jacobian);
    } else {
        motion_of(joint, force, state, states, motion, 0);
    }
}
