import type { PlanAsk } from "./types";

const REGIONS = ["lower", "upper", "all"] as const;

function fieldsIn(fragment: string): URLSearchParams {
  return new URLSearchParams(fragment.replace(/^#/, ""));
}

/** Reads what the page's address asks for, such as `#screening=...&region=lower&minutes=8`; null if it asks for nothing whole. */
export function askFrom(fragment: string): Omit<PlanAsk, "id"> | null {
  const fields = fieldsIn(fragment);
  const screening_id = fields.get("screening");
  const region = REGIONS.find((one) => one === fields.get("region"));
  const minutes = Number(fields.get("minutes") ?? Number.NaN);
  const stiffness = Number(fields.get("stiffness") ?? Number.NaN);
  if (!screening_id || !region || !Number.isInteger(minutes) || !Number.isInteger(stiffness)) return null;
  return { screening_id, region, minutes, stiffness, level: fields.get("level") || null };
}

/** The id of the journal that the session is for, as the page's address says it; null where it says nothing. */
export function journalFrom(fragment: string): string | null {
  return fieldsIn(fragment).get("journal") || null;
}
