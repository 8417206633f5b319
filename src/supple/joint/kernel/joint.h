/* One synovial joint that is pulled apart: bones, film, bubble and gas, and the course of all of them.
 *
 * Everything is SI; pressures are absolute. Structs that Python fills or reads hold doubles only.
 * The faces are flat discs of one radius; the bubble, where there is one, sits at their middle.
 */
#ifndef SUPPLE_JOINT_H
#define SUPPLE_JOINT_H

#if defined(_WIN32)
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

enum { GASES = 3 }; /* CO2, N2, O2 */

/* What a joint is made of. */
typedef struct {
    double area, radius;        /* of a face */
    double film;                /* thickness of the film at rest */
    double rest_load;           /* what holds the faces together at rest, N */
    double contact_length;      /* opening over which contact falls e-fold */
    double cartilage_stiffness; /* of both layers in series, N/m */
    double cartilage_lag;       /* viscosity over stiffness, s */
    double capsule_stiffness;   /* N/m at rest */
    double capsule_reach;       /* stretch at which it bears twice its linear part */
    double mass, damping;       /* of what moves; N s/m */
    double viscosity_at_rest, viscosity_at_speed, thinning_time, thinning_exponent;
    double lasting_shear;     /* rate of shear below which thinned fluid does not thicken within a pull */
    double stretch_viscosity; /* against the pure stretch around a ball */
    double density, sound_speed, surface_tension, vapour_pressure;
    double rest_pressure;    /* in the recess at rest */
    double recess_volume;    /* fluid that can be drawn between the faces */
    double recess_elastance; /* fall of pressure for the whole of it, at the first stiffness */
    double recess_hardening;
    double passage_inertance;   /* of the way from the recess to the rim, kg/m4 */
    double passage_resistance;  /* of that way for each unit of viscosity, 1/m3 */
    double passage_shear;       /* root mean square rate of shear there for each unit of flow, 1/m3 */
    double fluid_volume;        /* in which gas is dissolved */
    double gas_constant_kelvin; /* molar gas constant times temperature */
    double polytropic;          /* exponent of the bubble's gas; 1 where it keeps its temperature */
    double polytropic_volume;   /* at which gas of another exponent has the joint's temperature */
    double solubility[GASES];   /* mol/(m3 Pa) */
    double diffusivity[GASES];  /* m2/s */
    double dissolved[GASES];    /* mol/m3 at rest, which is what blood keeps up */
    double blood_exchange;      /* seconds in which blood renews what is dissolved; 0: never */
    double stable_nucleus;      /* radius at rest of the largest nucleus that lasts */
    double contact_nucleus;     /* radius of what faces leave that come out of contact; 0: none */
} Joint;

/* The pull on the joint: cubic pieces between knots, and nothing after the last. */
typedef struct {
    const double *time, *force, *slope; /* s, N, N/s */
    int knots;
} Pull;

/* Where a joint is. Without a bubble only the first four count. */
enum {
    APART,
    APART_SPEED,
    GAP,
    GAP_SPEED,
    LOG_VOLUME,
    VOLUME_SPEED,
    LOG_LAYER,
    IN_BUBBLE,
    IN_JOINT = IN_BUBBLE + GASES
};
enum { WITHOUT_BUBBLE = 4, WITH_BUBBLE = IN_JOINT, WITH_BLOOD = IN_JOINT + GASES, MOST_STATES = WITH_BLOOD };

/* What a joint does next: the rates of its state, and what they stand on. */
typedef struct {
    double rate[MOST_STATES];
    double middle_pressure; /* of the film at the middle, or of the bubble there */
    double volume;          /* of the bubble; 0 without one */
} Motion;

enum { QUIET = 0, POPPED = 1, TOO_MANY_STEPS = -1, STEP_TOO_SMALL = -2 };

/* What a pull came to. Times are from its start; what follows a bubble is 0 without one. */
typedef struct {
    double outcome, steps, rejected;
    double lowest_pressure, lowest_time; /* of the film before a bubble */
    double widest_gap;
    double break_time; /* when the faces came out of contact; -1: never */
    double pop_time;   /* when a nucleus gave way; -1: never */
    double pop_pressure, pop_gap, nucleus;
    double largest_volume, largest_time;
    double held_volume, held_moles[GASES]; /* when the pull begins to let go, or at a later pop */
    double looked_volume;                  /* at the time after the pop that was asked for */
    double left_volume;                    /* at the last */
    double end_time;                       /* how far it was followed */
} Pop;

/* The film and the bones without a bubble, and all of it with one. `jacobian` may be 0; it is by rows of
 * `states`, and only what may be other than 0 is written. */
void joint_motion(const Joint *joint, double force, const double *state, int states, Motion *motion,
                  double *jacobian);

/* Pressure at which a nucleus of some radius at rest gives way (Blake), and the radius it then has. */
double blake_pressure(const Joint *joint, double nucleus, double *critical_radius);
/* Radius of the largest nucleus some time after contact broke; before that, `since` is negative. */
double nucleus_radius(const Joint *joint, double since);

/* Uses no wider registers than these (0: narrow, 1: wide, 2: many wide ones), and says what the processor
 * has. Results are the same: this is for telling that they are. */
EXPORTED int joint_registers(int most);

/* The piece of a pull at a time: its force by powers of the time from `from` on. */
typedef struct {
    double from, force[4];
} Cubic;

Cubic pull_piece(const Pull *pull, double time);
double pull_force(const Pull *pull, double time);
/* The next knot after a time, or the time itself after the last. */
double pull_next(const Pull *pull, double time);

#endif
