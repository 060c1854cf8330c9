/** A number that a window says about a person, and how far it can be trusted. */
export interface SignalFeature {
  name: string;
  value: number;
  /** [0, 1]: how far the value can be trusted; 0 where it says nothing. */
  quality: number;
  /** [0, 1]: share of the window that was measured. */
  coverage: number;
  /** [0, 1]: share of the input left out as artefact. */
  artefactShare: number;
  /** Name and version of the method, such as "enmo/1". */
  method: string;
}

export function clampUnit(value: number): number {
  return value > 0 ? Math.min(value, 1) : 0;
}
