/* What acts from outside: dead forces, moments and turns held to, and what the body lies on. */
#include "point.h"
#include "spine.h"
#include "vector.h"

/* A force at a point of a body, given in the body's own axes. */
static void add_at(const Pose *pose, const double point[3], const double force[3], const double across[9],
                   int body, Derivatives *out) {
    double arm[3];
    turn(pose->axes, point, arm);
    add_point(arm, force, across, out->slope[body], out->own[body]);
}

static void world_point(const Pose *pose, const double point[3], double out[3]) {
    turn(pose->axes, point, out);
    for (int i = 0; i < 3; i++) out[i] += pose->centre[i];
}

static void add_push(const Push *push, double share, const Pose *pose, Derivatives *out) {
    int body = (int)push->body;
    double at[3], force[3], none[9] = {0};
    world_point(&pose[body], push->point, at);
    for (int i = 0; i < 3; i++) force[i] = -share * push->force[i];
    out->energy += dot(force, at);
    add_at(&pose[body], push->point, force, none, body, out);
}

/* A turn `t` of the body changes its rotation vector p by t - p x t / 2 + c p x (p x t). c and its slope. */
static void log_factor(double angle, double *c, double *c_slope) {
    if (angle < 0.02) {
        *c = 1.0 / 12 + angle * angle / 720;
        *c_slope = angle / 360;
        return;
    }
    double cotangent = 1 / tan(angle / 2), sine = sin(angle / 2);
    *c = (1 - angle * cotangent / 2) / (angle * angle);
    *c_slope = (angle / (4 * sine * sine) - cotangent / 2) / (angle * angle) - 2 * *c / angle;
}

/* The second derivative of law . p by the turn, with p the rotation vector and law held: symmetric part. */
static void add_log_curvature(const double p[3], const double law[3], const double grow[9], double c,
                              double c_slope, double angle, double out[6][6]) {
    double change[9], by_turn[9], pl[3], ppl[3];
    cross(p, law, pl), cross(p, pl, ppl);
    for (int j = 0; j < 3; j++) {
        double one[3] = {j == 0, j == 1, j == 2}, a[3], b[3], d[3];
        cross(one, law, a), cross(one, pl, b), cross(p, a, d);
        double grown = angle > 0 ? c_slope * p[j] / angle : 0;
        for (int i = 0; i < 3; i++) change[3 * i + j] = a[i] / 2 + c * (b[i] + d[i]) + grown * ppl[i];
    }
    multiply(change, grow, by_turn);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) out[3 + i][3 + j] += (by_turn[3 * i + j] + by_turn[3 * j + i]) / 2;
}

static void add_drive(const Drive *drive, double share, const Pose *pose, Derivatives *out) {
    int body = (int)drive->body;
    double turned[9], p[3], law[3], px[9], pxx[9], grow[9], weighted[9], stiffness[9], moment[3], c, c_slope;
    multiply_across(pose[body].axes, drive->from, turned);
    rotation_vector(turned, p);
    double angle = sqrt(dot(p, p));
    log_factor(angle, &c, &c_slope);
    for (int i = 0; i < 3; i++) {
        double off = p[i] - share * drive->aimed[i];
        out->energy += drive->stiffness[i] * off * off / 2 - share * drive->moment[i] * p[i];
        law[i] = drive->stiffness[i] * off - share * drive->moment[i];
    }
    cross_matrix(p, px);
    multiply(px, px, pxx);
    for (int i = 0; i < 9; i++) grow[i] = (i % 4 == 0) - px[i] / 2 + c * pxx[i];
    for (int i = 0; i < 9; i++) weighted[i] = drive->stiffness[i / 3] * grow[i];
    multiply_back(grow, weighted, stiffness);
    turn_back(grow, law, moment);
    for (int i = 0; i < 3; i++) {
        out->slope[body][3 + i] += moment[i];
        for (int j = 0; j < 3; j++) out->own[body][3 + i][3 + j] += stiffness[3 * i + j];
    }
    add_log_curvature(p, law, grow, c, c_slope, angle, out->own[body]);
}

static void add_support(const Support *support, const Pose *pose, Derivatives *out) {
    int body = (int)support->body;
    double at[3], up[3], force[3], across[9];
    world_point(&pose[body], support->point, at);
    double aside = dot(at, support->across) - support->middle;
    double sunk = support->height - support->bend * aside * aside / 2 - dot(at, support->normal);
    Ramp by = ramp(sunk, support->width);
    if (by.stiffness == 0) return;
    double bears = support->stiffness * by.force, stiffness = support->stiffness * by.stiffness;
    out->energy += support->stiffness * by.energy;
    for (int i = 0; i < 3; i++) up[i] = support->normal[i] + support->bend * aside * support->across[i];
    for (int i = 0; i < 3; i++) {
        force[i] = -bears * up[i];
        for (int j = 0; j < 3; j++)
            across[3 * i + j] =
                stiffness * up[i] * up[j] - bears * support->bend * support->across[i] * support->across[j];
    }
    add_at(&pose[body], support->point, force, across, body, out);
}

/* Stiff at first and slipping at `most`: force = k slide / sqrt(1 + (k slide / most)^2) has an energy. */
static void add_grip(const Grip *grip, const Pose *pose, Derivatives *out) {
    int body = (int)grip->body;
    double slide[3], force[3], across[9], k = grip->stiffness, over = k / grip->most;
    const double *n = grip->normal;
    world_point(&pose[body], grip->point, slide);
    for (int i = 0; i < 3; i++) slide[i] -= grip->anchor[i];
    double along = dot(slide, n);
    for (int i = 0; i < 3; i++) slide[i] -= along * n[i];
    double root = sqrt(1 + over * over * dot(slide, slide)), less = over * over / (root * root);
    out->energy += grip->most * (root - 1) / over;
    for (int i = 0; i < 3; i++) {
        force[i] = k * slide[i] / root;
        for (int j = 0; j < 3; j++)
            across[3 * i + j] = k / root * ((i == j) - n[i] * n[j] - less * slide[i] * slide[j]);
    }
    add_at(&pose[body], grip->point, force, across, body, out);
}

void add_load(const Load *load, const Pose *pose, Derivatives *out) {
    for (int k = 0; k < load->pushes; k++) add_push(&load->push[k], load->share, pose, out);
    for (int k = 0; k < load->drives; k++) add_drive(&load->drive[k], load->share, pose, out);
    for (int k = 0; k < load->supports; k++) add_support(&load->support[k], pose, out);
    for (int k = 0; k < load->grips; k++) add_grip(&load->grip[k], pose, out);
}
