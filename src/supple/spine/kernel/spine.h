/* The spine as rigid bodies in a row, and what its equilibrium needs.
 *
 * Everything is SI: metres, newtons, radians. A body's axes are X forward, Y to the head, Z to the right.
 * Every struct holds doubles only, so that an array of numbers from outside has its shape.
 */
#ifndef SUPPLE_SPINE_H
#define SUPPLE_SPINE_H

#if defined(_WIN32)
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

enum { FIBRES = 10, FACET_POINTS = 8, KNEES = 3, TURNINGS = 2, MOST_BODIES = 32 };

/* Where a body is: its centre, and its axes as columns of a rotation. */
typedef struct {
    double centre[3], axes[9];
} Pose;

/* A straight bundle of collagen that only pulls; its stiffness grows at every knee of its elongation. */
typedef struct {
    double upper[3], lower[3]; /* attachments, each in its own body's axes */
    double slack;              /* length below which it is loose */
    double knee[KNEES];        /* elongation at which a slope sets in */
    double slope[KNEES];       /* what is added to the stiffness there, N/m */
    double width;              /* half the elongation over which a slope sets in */
} Fibre;

/* A place of the upper body's facet against the tangent plane of the lower body's. */
typedef struct {
    double upper[3], lower[3], normal[3]; /* the normal in the lower's axes, away from the lower's face */
    double clearance;                     /* closing from rest before cartilage bears */
    double stiffness, width;              /* N/m; half the closing over which it sets in */
} FacetPoint;

/* What bears turning about the lower body's axes: linear and cubic up to an end, straight on beyond it. */
typedef struct {
    double linear[3];   /* N m for each unit of turn */
    double cubic[3][2]; /* N m for each unit cubed: negative turn, positive turn */
    double end[3][2];   /* turn up to which that holds */
} Turning;

/* The disc bears shift at its centre and turning; the rib cage bears turning beside it. */
typedef struct {
    double disc_upper[3], disc_lower[3]; /* the disc's centre in either body's axes */
    double rest[9];                      /* the upper's axes in the lower's, unloaded */
    double shift[3];                     /* N/m along the lower's axes */
    Turning turning[TURNINGS];           /* of the disc, of the rib cage */
    Fibre fibre[FIBRES];
    FacetPoint facet[FACET_POINTS]; /* the left one's, then the right one's */
    double middle_upper[2][3],
        middle_lower[2][3]; /* of the left and the right facet, in either body's axes */
} Segment;

/* A dead force at a point of a body; force in the world's axes. */
typedef struct {
    double body, point[3], force[3];
} Push;

/* A moment on a body, or a turn that it is held to: both act on the rotation vector from `from`. */
typedef struct {
    double body, from[9];
    double moment[3];              /* N m */
    double stiffness[3], aimed[3]; /* N m/rad; radians */
} Drive;

/* Something that a point of a body may lie on and lift off from: a plane, or the rounded top of a ridge. */
typedef struct {
    double body, point[3];
    double normal[3], height; /* unit normal, distance of the plane or of the ridge's top from the origin */
    double across[3], middle; /* unit direction across the ridge, the top's place along it */
    double bend;              /* one over the radius of the top; 0 for a plane */
    double stiffness, width;  /* N/m; half the way over which it sets in */
} Support;

/* The grip of what a point lies on: it holds back a slide from `anchor`, up to a force as friction does. */
typedef struct {
    double body, point[3];
    double anchor[3], normal[3]; /* slides are those across the unit normal */
    double stiffness, most;      /* N/m; N */
} Grip;

typedef struct {
    const Push *push;
    const Drive *drive;
    const Support *support;
    const Grip *grip;
    int pushes, drives, supports, grips;
    double share; /* of pushes, moments and aims: what load steps go through */
} Load;

/* Energy with its first and second derivatives. A body moves by centre += d, axes = exp([w]x) axes. */
typedef struct {
    double energy;
    double slope[MOST_BODIES][6];       /* of (d, w): force and moment, N and N m */
    double own[MOST_BODIES][6][6];      /* of a body with itself */
    double next[MOST_BODIES - 1][6][6]; /* of a body (rows) with the one above it (columns) */
} Derivatives;

/* Relative to the lower body's axes: the same of one segment. */
typedef struct {
    double energy, slope[6], stiffness[6][6];
} Relative;

void segment_energy(const Segment *segment, const double place[3], const double axes[9], Relative *out);
void add_segment(const Segment *segment, const Pose *lower, const Pose *upper, int index, Derivatives *out);
void add_load(const Load *load, const Pose *pose, Derivatives *out);
int solve_blocks(const Derivatives *of, const double *held, int bodies, double damping, double step[][6]);

/* What a segment is like in a pose. */
typedef struct {
    double turn[3];     /* rotation vector of the upper body from where it began, in the lower's axes */
    double apart[2][3]; /* the middle of either upper facet from that of the lower, in the lower's axes */
    double strain[FIBRES], tension[FIBRES]; /* of the free length, below 0 where loose; N */
    double facet_force[2];                  /* N */
} Measured;

enum { CONVERGED = 0, TOO_MANY_STEPS = 1, NO_WAY_DOWN = 2, NOT_A_NUMBER = 3 };

typedef struct {
    double outcome, iterations, load_steps, residual, energy;
} Report;

EXPORTED void spine_derivatives(const Segment *segment, int bodies, const Pose *pose, const Load *load,
                                Derivatives *out);
EXPORTED void spine_sequences(int people, int frames, int bodies, const Segment *segment, const double *held,
                              const Pose *lowest, const Load *loads, Pose *pose, double *reaction,
                              Report *report);
EXPORTED void spine_measures(int people, int frames, int bodies, const Segment *segment, const Pose *pose,
                             const double *began, Measured *out);
EXPORTED int spine_sizes(int which);

#endif
