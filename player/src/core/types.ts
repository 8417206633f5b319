import type { components, paths } from "../generated/api";

type Schemas = components["schemas"];
type SessionPlan = Schemas["SessionPlan"];

/** A plan for one journal, with the token that its entries are handed in with; what an earlier player kept has neither. */
export type Plan = Omit<SessionPlan, "journal" | "token"> & Partial<SessionPlan>;
export type Segment = Schemas["Segment"];
export type Cue = Schemas["Cue"];
export type BreathCue = Schemas["BreathCue"];
export type StopChoice = Schemas["StopChoice"];
export type Entry = paths["/api/entries"]["post"]["requestBody"]["content"]["application/json"][number];
export type PlanAsk = paths["/api/plans"]["post"]["requestBody"]["content"]["application/json"];
export type Standing = Schemas["Standing"];
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
