/** Colours of the theme in force, as the canvas needs them. */
const cache = new Map<string, string>();

export function themeColour(property: string): string {
  let colour = cache.get(property);
  if (colour === undefined) {
    colour = getComputedStyle(document.documentElement).getPropertyValue(property);
    cache.set(property, colour);
  }
  return colour;
}

export function forgetColours(): void {
  cache.clear();
}
