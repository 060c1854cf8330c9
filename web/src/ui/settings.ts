/** Small choices of this browser. Where storage is blocked they last as long as the page. */
type SettingName =
  | "theme"
  | "language"
  | "speed"
  | "firstSteps"
  | "quiet"
  | "units"
  | "push"
  | `read.${string}`;

const memory = new Map<SettingName, string>();

export function readSetting(name: SettingName): string | undefined {
  try {
    return localStorage.getItem(`trajectory.${name}`) ?? memory.get(name);
  } catch {
    return memory.get(name);
  }
}

export function forgetSetting(name: SettingName): void {
  memory.delete(name);
  try {
    localStorage.removeItem(`trajectory.${name}`);
  } catch {
    // Nothing could be kept there either.
  }
}

export function writeSetting(name: SettingName, value: string): void {
  memory.set(name, value);
  try {
    localStorage.setItem(`trajectory.${name}`, value);
  } catch {
    // Kept in memory only.
  }
}
