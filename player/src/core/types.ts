import type { components, paths } from "../generated/api";

type Schemas = components["schemas"];
type SessionPlan = Schemas["SessionPlan"];

/** What an earlier player kept has no places to choose from. */
export type EmergencyPage = Omit<Schemas["EmergencyPage"], "places"> & {
  places?: Schemas["EmergencyPlace"][];
  /** Chosen here, and not in the journal yet: the place, and the number that the journal had instead. */
  untold?: { id: string; instead: string };
};
type Kept = "journal" | "token" | "emergency";
/** A plan for one journal, with the token that its entries are handed in with; what an earlier player kept has neither. */
export type Plan = Omit<SessionPlan, Kept> & Partial<Pick<SessionPlan, "journal" | "token">> & { emergency: EmergencyPage };
export type Segment = Schemas["Segment"];
export type Cue = Schemas["Cue"];
export type BreathCue = Schemas["BreathCue"];
export type StopChoice = Schemas["StopChoice"];
export type Entry = paths["/api/entries"]["post"]["requestBody"]["content"]["application/json"][number];
export type PlanAsk = paths["/api/plans"]["post"]["requestBody"]["content"]["application/json"];
export type Standing = Omit<Schemas["Standing"], "emergency"> & { emergency: EmergencyPage };
export type Mobility = Schemas["AfterEntry"]["mobility"];

/** What went wrong and what to do, in two sentences for people. */
export interface Problem {
  problem: string;
  fix: string;
}

export interface FigureLayer {
  id: string;
  kind: string;
  closed: boolean;
}

/** Points of one layer in one frame: x0, y0, x1, y1, ... in mm. */
export type Points = number[];

export interface Figure {
  technique: string;
  title: string;
  view_box: [number, number, number, number];
  layers: FigureLayer[];
  clips: Record<string, { frames: Points[][] }>;
}
