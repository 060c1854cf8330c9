/** Where to label an axis of time: full minutes, hours, days, months or years where the person is. */

export interface TimeTick {
  /** ms since the Unix epoch */
  time: number;
  /** What is worth writing: the time of day, the day, the month or the year. */
  shows: "clock" | "day" | "month" | "year";
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MINUTES = [1, 2, 5, 10, 15, 30, 60];
const HOURS = [2, 3, 6, 12];
const DAYS = [1, 2, 7];
const MONTHS = [1, 3, 6];
const YEARS = [1, 2, 5, 10, 20, 50];

/** Up to `most` ticks, fewer where the next finer step would be too many. */
export function timeTicks(from: number, to: number, most = 6): TimeTick[] {
  const span = to - from;
  if (!(span > 0)) return [];
  const fits = (lengths: readonly number[], unit: number): number | undefined =>
    lengths.find((length) => span / (length * unit) <= most);

  const minutes = fits(MINUTES, MINUTE);
  if (minutes !== undefined) return everyMinutes(from, to, minutes);
  const start = new Date(from);
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()];
  const hours = fits(HOURS, HOUR);
  if (hours !== undefined) return collect((i) => new Date(year, month, day, i * hours), from, to, clockOrDay);
  const days = fits(DAYS, DAY);
  if (days !== undefined)
    return collect(
      (i) => new Date(year, month, day + i * days),
      from,
      to,
      () => "day",
    );
  const months = fits(MONTHS, 30.4 * DAY);
  if (months !== undefined) {
    return collect(
      (i) => new Date(year, month + i * months, 1),
      from,
      to,
      () => "month",
    );
  }
  const years = fits(YEARS, 365 * DAY) ?? 100;
  const first = Math.floor(year / years) * years;
  return collect(
    (i) => new Date(first + i * years, 0, 1),
    from,
    to,
    () => "year",
  );
}

/** By the clock that never jumps: in a night of 25 hours the hour that comes twice has two ticks. */
function everyMinutes(from: number, to: number, minutes: number): TimeTick[] {
  const midnight = new Date(from).setHours(0, 0, 0, 0);
  const step = minutes * MINUTE;
  const first = midnight + Math.ceil((from - midnight) / step) * step;
  const ticks: TimeTick[] = [];
  for (let time = first; time <= to; time += step) {
    ticks.push({ time, shows: clockOrDay(new Date(time)) });
  }
  return ticks;
}

/** By the calendar: a day begins at midnight, however long the one before it was. */
function collect(
  tick: (i: number) => Date,
  from: number,
  to: number,
  shows: (date: Date) => TimeTick["shows"],
): TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let i = 0; ; i++) {
    const date = tick(i);
    const time = date.getTime();
    if (time > to) return ticks;
    // An hour that a night leaves out is the next one once more.
    if (time >= from && time !== ticks.at(-1)?.time) ticks.push({ time, shows: shows(date) });
  }
}

function clockOrDay(date: Date): "clock" | "day" {
  return date.getHours() === 0 && date.getMinutes() === 0 ? "day" : "clock";
}
