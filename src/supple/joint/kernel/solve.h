/* The linear systems of a step, (shift - Jacobian) x = right, for two complex shifts at once.
 *
 * Most states hang on few others: places on their speeds, the volume's logarithm on its speed, gas and layer
 * on volume and gap; and all gas pushes alike. So each is put into the next by hand, until two rows are left,
 * of the gap's speed and of the volume's. */
#ifndef SUPPLE_SOLVE_H
#define SUPPLE_SOLVE_H

#include "joint.h"
#include "pairs.h"

enum { FROM = 2 }; /* the stage whose Jacobian stands for all: the third, at four fifths of the step */

typedef struct {
    Complex gas, joint;        /* one over what is left of a gas's own row, and of its row in the joint */
    Complex by_volume, by_gap; /* of gas for each unit of them */
    double by_layer, from_joint, to_joint;
} GasRow;

/* What a system keeps for all its right sides. */
typedef struct {
    Complex place, speed, volume, layer; /* one over the diagonal's rest of APART and GAP, APART_SPEED, ... */
    double pull_back, pull_gap;          /* APART_SPEED by APART and by GAP */
    Complex speed_by_gap;                /* APART_SPEED for each unit of GAP_SPEED, before `speed` */
    double to_volume;                    /* LOG_VOLUME by VOLUME_SPEED */
    double layer_by_gap, layer_by_volume;
    GasRow gas[GASES];
    double by_gas[2]; /* GAP_SPEED and VOLUME_SPEED by gas */
    double by_apart[2];
    Complex by_apart_speed[2], by_gap[2], by_volume[2]; /* and by the rest, with what hangs on it put in */
    Complex inverse[2][2];                              /* of the two rows that are left */
} System;

INLINE void gas_rows(System *system, const Lanes *jacobian, const int n, Complex shift) {
    const Lanes *of_layer = jacobian + LOG_LAYER * n;
    system->layer = one_over(less(shift, of_layer[LOG_LAYER][FROM]));
    system->layer_by_gap = of_layer[GAP][FROM];
    system->layer_by_volume = of_layer[LOG_VOLUME][FROM];
    for (int i = 0; i < GASES; i++) {
        GasRow *gas = system->gas + i;
        const Lanes *of = jacobian + (IN_BUBBLE + i) * n;
        Complex own = less(shift, of[IN_BUBBLE + i][FROM]);
        if (n == WITH_BLOOD) {
            const Lanes *of_joint = jacobian + (IN_JOINT + i) * n;
            gas->from_joint = of[IN_JOINT + i][FROM];
            gas->to_joint = of_joint[IN_BUBBLE + i][FROM];
            gas->joint = one_over(less(shift, of_joint[IN_JOINT + i][FROM]));
            own = minus(own, scaled(gas->from_joint * gas->to_joint, gas->joint));
        }
        gas->gas = one_over(own);
        gas->by_layer = of[LOG_LAYER][FROM];
        Complex by_layer = scaled(gas->by_layer, system->layer);
        Complex by_volume = scaled(system->layer_by_volume, by_layer),
                by_gap = scaled(system->layer_by_gap, by_layer);
        by_volume.re += of[LOG_VOLUME][FROM];
        by_gap.re += of[GAP][FROM];
        gas->by_volume = times(gas->gas, by_volume);
        gas->by_gap = times(gas->gas, by_gap);
    }
}

/* Takes Jacobians by rows of n, of which one stage's counts. */
INLINE void prepare(System *system, const Lanes *jacobian, const int n, Complex shift) {
    const Lanes *of_apart = jacobian + APART_SPEED * n, *of_gap = jacobian + GAP_SPEED * n;
    const Lanes *rows[2] = {of_gap, jacobian + (n > WITHOUT_BUBBLE ? VOLUME_SPEED : GAP_SPEED) * n};
    system->place = one_over(shift);
    system->pull_back = of_apart[APART][FROM];
    system->pull_gap = of_apart[GAP][FROM];
    system->speed = one_over(
        minus(less(shift, of_apart[APART_SPEED][FROM]), scaled(of_apart[APART][FROM], system->place)));
    system->speed_by_gap = scaled(of_apart[GAP][FROM], system->place);
    system->speed_by_gap.re += of_apart[GAP_SPEED][FROM];
    Complex follows = times(system->speed, system->speed_by_gap), left[2][2];
    if (n > WITHOUT_BUBBLE) {
        const Lanes *of_volume = jacobian + LOG_VOLUME * n;
        system->volume = one_over(less(shift, of_volume[LOG_VOLUME][FROM]));
        system->to_volume = of_volume[VOLUME_SPEED][FROM];
        gas_rows(system, jacobian, n, shift);
    }
    for (int k = 0; k < (n > WITHOUT_BUBBLE ? 2 : 1); k++) {
        const Lanes *of = rows[k];
        system->by_apart[k] = of[APART][FROM];
        system->by_apart_speed[k] = scaled(of[APART][FROM], system->place);
        system->by_apart_speed[k].re += of[APART_SPEED][FROM];
        Complex by_gap = {{of[GAP][FROM], of[GAP][FROM]}, {0, 0}};
        if (n > WITHOUT_BUBBLE) {
            Complex by_volume = {{of[LOG_VOLUME][FROM], of[LOG_VOLUME][FROM]}, {0, 0}};
            system->by_gas[k] = of[IN_BUBBLE][FROM];
            for (int i = 0; i < GASES; i++) {
                by_gap = plus(by_gap, scaled(of[IN_BUBBLE][FROM], system->gas[i].by_gap));
                by_volume = plus(by_volume, scaled(of[IN_BUBBLE][FROM], system->gas[i].by_volume));
            }
            system->by_volume[k] = times(by_volume, system->volume);
            left[k][1] = scaled(-system->to_volume, system->by_volume[k]);
            left[k][1].re -= of[VOLUME_SPEED][FROM];
        }
        system->by_gap[k] = times(by_gap, system->place);
        left[k][0] = plus(system->by_gap[k], times(system->by_apart_speed[k], follows));
        left[k][0].re += of[GAP_SPEED][FROM];
        left[k][0] = scaled(-1, left[k][0]);
    }
    left[0][0] = plus(left[0][0], shift);
    if (n == WITHOUT_BUBBLE) {
        system->inverse[0][0] = one_over(left[0][0]);
        return;
    }
    left[1][1] = plus(left[1][1], shift);
    Complex over = one_over(minus(times(left[0][0], left[1][1]), times(left[0][1], left[1][0])));
    system->inverse[0][0] = times(over, left[1][1]);
    system->inverse[0][1] = scaled(-1, times(over, left[0][1]));
    system->inverse[1][0] = scaled(-1, times(over, left[1][0]));
    system->inverse[1][1] = times(over, left[0][0]);
}

/* Puts the solution in the place of the right side. */
INLINE void solve(const System *system, Complex *x, const int n) {
    const int bubble = n > WITHOUT_BUBBLE;
    Complex gas = {{0, 0}, {0, 0}};
    if (bubble) {
        x[LOG_LAYER] = times(system->layer, x[LOG_LAYER]);
        for (int i = 0; i < GASES; i++) {
            const GasRow *row = system->gas + i;
            Complex *in = x + IN_BUBBLE + i;
            *in = plus(*in, scaled(row->by_layer, x[LOG_LAYER]));
            if (n == WITH_BLOOD) {
                x[IN_JOINT + i] = times(row->joint, x[IN_JOINT + i]);
                *in = plus(*in, scaled(row->from_joint, x[IN_JOINT + i]));
            }
            *in = times(row->gas, *in);
            gas = plus(gas, *in);
        }
    }
    Complex speed = plus(x[APART_SPEED], times(system->place, plus(scaled(system->pull_back, x[APART]),
                                                                   scaled(system->pull_gap, x[GAP]))));
    speed = times(system->speed, speed);
    Complex right[2];
    for (int k = 0; k < (bubble ? 2 : 1); k++) {
        right[k] = plus(x[k ? VOLUME_SPEED : GAP_SPEED],
                        scaled(system->by_apart[k], times(system->place, x[APART])));
        right[k] = plus(right[k], times(system->by_gap[k], x[GAP]));
        right[k] = plus(right[k], times(system->by_apart_speed[k], speed));
        if (bubble) {
            right[k] = plus(right[k],
                            plus(scaled(system->by_gas[k], gas), times(system->by_volume[k], x[LOG_VOLUME])));
        }
    }
    if (bubble) {
        x[GAP_SPEED] = plus(times(system->inverse[0][0], right[0]), times(system->inverse[0][1], right[1]));
        x[VOLUME_SPEED] =
            plus(times(system->inverse[1][0], right[0]), times(system->inverse[1][1], right[1]));
    } else {
        x[GAP_SPEED] = times(system->inverse[0][0], right[0]);
    }
    x[APART_SPEED] = plus(speed, times(system->speed, times(system->speed_by_gap, x[GAP_SPEED])));
    x[APART] = times(system->place, plus(x[APART], x[APART_SPEED]));
    x[GAP] = times(system->place, plus(x[GAP], x[GAP_SPEED]));
    if (!bubble) {
        return;
    }
    x[LOG_VOLUME] = times(system->volume, plus(x[LOG_VOLUME], scaled(system->to_volume, x[VOLUME_SPEED])));
    x[LOG_LAYER] =
        plus(x[LOG_LAYER], times(system->layer, plus(scaled(system->layer_by_volume, x[LOG_VOLUME]),
                                                     scaled(system->layer_by_gap, x[GAP]))));
    for (int i = 0; i < GASES; i++) {
        const GasRow *row = system->gas + i;
        Complex *in = x + IN_BUBBLE + i;
        *in = plus(*in, plus(times(row->by_volume, x[LOG_VOLUME]), times(row->by_gap, x[GAP])));
        if (n == WITH_BLOOD) {
            x[IN_JOINT + i] = plus(x[IN_JOINT + i], scaled(row->to_joint, times(row->joint, *in)));
        }
    }
}

#endif
