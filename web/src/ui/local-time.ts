/** As a field for date and time wants it: in the person's zone, to the second. @param ms since 1970 */
export function localText(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
