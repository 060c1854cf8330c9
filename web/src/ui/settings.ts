/** Small choices of this browser. Where storage is blocked they last as long as the page. */
type SettingName = "theme" | "language" | "speed" | "firstSteps";

const memory = new Map<SettingName, string>();

export function readSetting(name: SettingName): string | undefined {
  try {
    return localStorage.getItem(`trajectory.${name}`) ?? memory.get(name);
  } catch {
    return memory.get(name);
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
