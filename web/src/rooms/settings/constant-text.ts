/** Four digits are as exact as any of the constants is known. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
