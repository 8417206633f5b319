/* The laws for four states at once, as the stages of a step have them: for holding them against those for
 * one. */
#define FOUR_AT_ONCE
#include "laws.h"

/* Each of `forces`, of (states, 4) and of (states, states, 4) has a number for each of the four. */
EXPORTED void joint_rates_of_four(const Joint *joint, const double *forces, int states, const double *state,
                                  double *rate, double *pressure, double *jacobian) {
    Lanes at[MOST_STATES], by[MOST_STATES * MOST_STATES];
    Rates rates;
    memset(by, 0, sizeof by);
    for (int i = 0; i < states; i++) {
        at[i] = load(state + LANES * i);
    }
    motion_of(joint, load(forces), at, states, &rates, by);
    store(pressure, rates.middle_pressure);
    for (int i = 0; i < states; i++) {
        store(rate + LANES * i, rates.rate[i]);
    }
    for (int i = 0; i < states * states; i++) {
        store(jacobian + LANES * i, by[i]);
    }
}
