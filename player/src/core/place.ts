/** The emergency page by where somebody is: chosen here, without a server, or as the journal says. */
import type { EmergencyPage } from "./types";

/** `id` is empty where an earlier player kept no more than names and numbers. */
export interface Place {
  id: string;
  name: string;
  number: string;
}

/** Every place that can be chosen, this one too. */
export function placesOf(page: EmergencyPage): Place[] {
  if (page.places?.length) return page.places;
  return [[page.place, page.number] as const, ...page.others].map(([name, number]) => ({ id: "", name, number }));
}

export function movedTo(page: EmergencyPage, place: Place): EmergencyPage {
  const others = placesOf(page)
    .filter(({ name }) => name !== place.name)
    .map(({ name, number }): [string, string] => [name, number]);
  const instead = page.untold?.instead ?? page.number;
  return { ...page, place: place.name, number: place.number, others, untold: { id: place.id, instead } };
}

/** What was chosen here counts until the journal knows it, or knows of another place since. */
export function asTheJournalSays(page: EmergencyPage, journal: EmergencyPage): EmergencyPage {
  return page.untold?.instead === journal.number ? page : journal;
}

export function told({ untold: _, ...page }: EmergencyPage): EmergencyPage {
  return page;
}
