/** Voice and volume, kept for the next session on this device. */
export interface Settings {
  voice: boolean;
  volume: number;
}

const KEY = "supple.sound";

export function readSettings(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Settings>;
    return { voice: kept.voice ?? true, volume: kept.volume ?? 1 };
  } catch {
    return { voice: true, volume: 1 }; // Storage is closed or holds something else: sound is on.
  }
}

export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    return; // Storage is closed: the choice lasts as long as this page.
  }
}
