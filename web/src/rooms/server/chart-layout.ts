/**
 * A statechart as boxes and arrows. States of a parent stand in a row; arrows to the right run above them, arrows to
 * the left below, each between its own pair of states and with all its events.
 */
import type { ChartState } from "../../api/operations.ts";

export interface Box {
  path: string;
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Events that are recorded without leaving the state. */
  inside: readonly string[];
  /** Entered first by its parent. */
  initial: boolean;
}

export interface Arrow {
  from: string;
  to: string;
  events: readonly string[];
  /** Corners of the line, from source to target. */
  points: readonly (readonly [x: number, y: number])[];
  /** Where the label stands, in the middle of the lane. */
  at: readonly [x: number, y: number];
}

export interface ChartLayout {
  boxes: readonly Box[];
  arrows: readonly Arrow[];
  width: number;
  height: number;
}

/** Pixels; text is taken as this wide a letter. */
const LETTER = 6.6;
const LINE = 17;
const HEAD = 28;
const PAD = 14;
const BETWEEN = 46;
const LANE = 26;
const NARROWEST = 110;

interface Link {
  from: string;
  to: string;
  events: readonly string[];
}

export function layOutChart(root: ChartState): ChartLayout {
  const links = linksOf(root);
  const boxes = new Map<string, Box>();
  const lanes: { link: Link; y: number }[] = [];
  const size = put(root, 0, 0);
  const slots = new Map<string, number>();
  return { boxes: [...boxes.values()], arrows: lanes.map(route), ...size };

  /** Places a state and all in it; tells how much room it takes. */
  function put(state: ChartState, x: number, y: number, initial = false): { width: number; height: number } {
    const inside = insideOf(state);
    const name = state.path.split(".").at(-1) ?? "";
    const own = links.filter(({ from, to }) => parentOf(from, to) === state.path);
    const order = state.states.map(({ path }) => path);
    const childOf = (path: string): number =>
      order.findIndex((child) => path === child || path.startsWith(`${child}.`));
    const forward = own.filter(({ from, to }) => childOf(to) > childOf(from));
    const backward = own.filter(({ from, to }) => childOf(to) <= childOf(from));
    const isRoot = state.path === "";
    const words = Math.max(0, ...[name, ...inside].map(({ length }) => length)) * LETTER + 2 * PAD;
    const head = isRoot ? 0 : HEAD + inside.length * LINE;
    if (state.states.length === 0) {
      const size = { width: Math.max(NARROWEST, words), height: head + (inside.length === 0 ? 8 : 10) };
      boxes.set(state.path, { path: state.path, name, x, y, ...size, inside, initial });
      return size;
    }
    const index = boxes.size;
    const top = y + head + forward.length * LANE + PAD;
    let right = x + PAD + (isRoot ? 12 : 24);
    let bottom = top;
    for (const [i, child] of state.states.entries()) {
      const gap = Math.max(
        BETWEEN,
        ...own.filter(joinsNeighbours(i)).map(({ events }) => events.join(", ").length * LETTER - 60),
      );
      if (i > 0) right += gap;
      const placed = put(child, right, top, child.path === state.initial);
      right += placed.width;
      bottom = Math.max(bottom, top + placed.height);
    }
    forward.forEach((link, i) => lanes.push({ link, y: top - PAD - i * LANE - 4 }));
    backward.forEach((link, i) => lanes.push({ link, y: bottom + PAD + i * LANE + 10 }));
    const size = {
      width: Math.max(words, right + PAD - x),
      height: bottom + PAD + backward.length * LANE + (backward.length > 0 ? 6 : 0) - y,
    };
    if (!isRoot) {
      const box = { path: state.path, name, x, y, ...size, inside, initial };
      // A parent is drawn before what stands in it.
      const later = [...boxes].slice(index);
      for (const [path] of later) boxes.delete(path);
      boxes.set(state.path, box);
      for (const [path, child] of later) boxes.set(path, child);
    }
    return size;

    function joinsNeighbours(i: number): (link: Link) => boolean {
      return ({ from, to }) =>
        Math.abs(childOf(from) - childOf(to)) === 1 && Math.max(childOf(from), childOf(to)) === i;
    }
  }

  function route({ link, y }: { link: Link; y: number }): Arrow {
    const [from, to] = [boxes.get(link.from)!, boxes.get(link.to)!];
    const above = y < to.y;
    const edge = (box: Box): number => (above ? box.y : box.y + box.height);
    const [x0, x1] = [slot(from, above), slot(to, above)];
    return {
      ...link,
      points: [
        [x0, edge(from)],
        [x0, y],
        [x1, y],
        [x1, edge(to)],
      ],
      at: [(x0 + x1) / 2, y],
    };
  }

  /** Arrows leave and reach a side of a box at places of their own. */
  function slot(box: Box, above: boolean): number {
    const key = `${box.path} ${above}`;
    const used = slots.get(key) ?? 0;
    slots.set(key, used + 1);
    const total = lanes.reduce((sum, { link, y }) => {
      const side = y < boxes.get(link.to)!.y;
      if (side !== above) return sum;
      return sum + Number(link.from === box.path) + Number(link.to === box.path);
    }, 0);
    return box.x + (box.width * (used + 1)) / (total + 1);
  }
}

/** What stays where it is, in words: events of one name once. */
function insideOf({ transitions, path }: ChartState): readonly string[] {
  return path === ""
    ? []
    : [...new Set(transitions.filter(({ targets }) => targets.length === 0).map(({ event }) => event))];
}

/** What the root does in every state is in the list of transitions, not in the picture. */
function linksOf(root: ChartState): Link[] {
  const links = new Map<string, { from: string; to: string; events: string[] }>();
  for (const { path: from, transitions } of root.states.flatMap(statesOf)) {
    for (const { event, targets } of transitions) {
      for (const to of targets) {
        const link = links.get(`${from}>${to}`) ?? { from, to, events: [] };
        if (!link.events.includes(event)) link.events.push(event);
        links.set(`${from}>${to}`, link);
      }
    }
  }
  return [...links.values()];
}

function statesOf(state: ChartState): ChartState[] {
  return [state, ...state.states.flatMap(statesOf)];
}

/** The innermost state in which both ends stand. */
function parentOf(a: string, b: string): string {
  const [first, second] = [a.split("."), b.split(".")];
  const shared: string[] = [];
  for (let i = 0; i < Math.min(first.length, second.length) - 1 && first[i] === second[i]; i++)
    shared.push(first[i]!);
  return shared.join(".");
}
