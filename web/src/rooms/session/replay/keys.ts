/** The keys of a replay. */
import type { Transport } from "../../../replay/transport.ts";

export interface KeyActions {
  transport: Transport;
  /** Shows less, −1, or more, 1. */
  zoom: (by: 1 | -1) => void;
  /** To the marker before or after the cursor. */
  jump: (by: 1 | -1) => void;
  mark: () => void;
  help: () => void;
}

const STEP_S = 1;
const BIG_STEP_S = 10;
const FINE_STEP_S = 0.05;

/** True where the key means something here. */
export function onReplayKey(key: string, shift: boolean, actions: KeyActions): boolean {
  const { transport } = actions;
  const step = shift ? BIG_STEP_S : STEP_S;
  const move = (by: number): void => transport.seek(transport.cursor + by);
  const keys: Readonly<Record<string, () => void>> = {
    " ": () => transport.toggle(),
    ArrowLeft: () => move(-step),
    ArrowRight: () => move(step),
    ",": () => move(-FINE_STEP_S),
    ".": () => move(FINE_STEP_S),
    Home: () => transport.seek(transport.first),
    End: () => transport.seek(transport.last),
    ArrowUp: () => transport.faster(1),
    ArrowDown: () => transport.faster(-1),
    "[": () => transport.markLoop("from"),
    "]": () => transport.markLoop("to"),
    "\\": () => transport.setLoop(undefined),
    "+": () => actions.zoom(-1),
    "-": () => actions.zoom(1),
    m: actions.mark,
    n: () => actions.jump(1),
    b: () => actions.jump(-1),
    "?": actions.help,
  };
  const act = Object.hasOwn(keys, key) ? keys[key] : undefined;
  act?.();
  return act !== undefined;
}

/** Keys belong to what is being written or chosen, where there is such a thing. */
export function isElsewhere({ target, altKey, ctrlKey, metaKey, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || altKey || ctrlKey || metaKey) return true;
  if (document.querySelector("dialog[open]") !== null) return true;
  return target instanceof Element && target.closest("input, textarea, select, button, a, summary") !== null;
}
