import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Portfolio } from "../../api/routes.ts";
import { forgetColours } from "../../charts/colours.ts";
import { bandText } from "../../editing/levels.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { onColoursChange } from "../../ui/theme.ts";
import { GraphView } from "./graph-view.ts";

interface SkillGraphProps {
  portfolio: Portfolio;
  selected: string | undefined;
  onSelect: (skillId: string | undefined) => void;
}

const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const STEP = 1.3;
/** A press that moves less than this is a click, CSS pixels. */
const CLICK = 4;

/** All skills as a picture. The list beside it says the same in words. */
export function SkillGraph({ portfolio, selected, onSelect }: SkillGraphProps) {
  const { t } = useI18n();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [view, setView] = useState<GraphView>();
  const { skills, edges } = portfolio;

  useEffect(() => {
    const element = canvas.current!;
    const created = new GraphView(element);
    setView(created);
    const resized = new ResizeObserver(() => created.fit());
    resized.observe(element);
    // React listens passively, and the page must not scroll while the picture zooms.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      created.zoom(Math.exp(-event.deltaY / 400), { x: event.offsetX, y: event.offsetY });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    const recoloured = onColoursChange(() => {
      forgetColours();
      created.redraw();
    });
    return () => {
      recoloured();
      element.removeEventListener("wheel", onWheel);
      resized.disconnect();
      created.stop();
    };
  }, []);

  useEffect(() => view?.show(skills, edges), [view, skills, edges]);
  useEffect(() => view?.select(selected), [view, selected]);
  const drag = useDrag(view, onSelect);

  function onKeyDown(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (arrow !== undefined && view !== undefined) {
      event.preventDefault();
      const next = selected === undefined ? skills[0]?.id : view.neighbour(selected, ...arrow);
      if (next !== undefined) onSelect(next);
    } else if (event.key === "+" || event.key === "=") view?.zoom(STEP);
    else if (event.key === "-") view?.zoom(1 / STEP);
    else if (event.key === "0") view?.fit();
    else if (event.key === "Escape") onSelect(undefined);
  }

  const chosen = skills.find(({ id }) => id === selected);
  const about =
    chosen === undefined
      ? t.skills.noneChosen
      : [chosen.name, chosen.belief === undefined ? "" : bandText(chosen.belief.band, t)].join(", ");
  return (
    <div className="relative rounded-md focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-carry">
      <canvas
        ref={canvas}
        aria-hidden="true"
        {...drag}
        className="block h-[min(62dvh,44rem)] w-full cursor-grab touch-none rounded-md bg-sunken active:cursor-grabbing"
      />
      <input
        type="range"
        min={0}
        max={Math.max(0, skills.length - 1)}
        value={Math.max(
          0,
          skills.findIndex(({ id }) => id === selected),
        )}
        readOnly
        aria-label={fill(t.skills.graphLabel, { skills: skills.length, edges: edges.length })}
        aria-valuetext={about}
        onKeyDown={onKeyDown}
        className="pointer-events-none absolute inset-0 size-full opacity-0"
      />
      <div className="absolute right-2 bottom-2 flex gap-1">
        <Button aria-label={t.skills.nearer} onClick={() => view?.zoom(STEP)}>
          +
        </Button>
        <Button aria-label={t.skills.farther} onClick={() => view?.zoom(1 / STEP)}>
          −
        </Button>
        <Button onClick={() => view?.fit()}>{t.skills.wholeGraph}</Button>
      </div>
    </div>
  );
}

/** One finger or the mouse moves the picture, two fingers zoom it, a press without moving chooses. */
function useDrag(view: GraphView | undefined, onSelect: (skillId: string | undefined) => void) {
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);

  function onPointerDown(event: PointerEvent<HTMLCanvasElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, positionOf(event));
    if (pointers.current.size === 1) moved.current = 0;
  }

  function onPointerMove(event: PointerEvent<HTMLCanvasElement>): void {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined || view === undefined) return;
    const now = positionOf(event);
    pointers.current.set(event.pointerId, now);
    moved.current += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (other === undefined) return view.pan(now.x - before.x, now.y - before.y);
    const apart = (point: { x: number; y: number }): number =>
      Math.hypot(point.x - other.x, point.y - other.y);
    view.zoom(apart(now) / Math.max(1, apart(before)), {
      x: (now.x + other.x) / 2,
      y: (now.y + other.y) / 2,
    });
  }

  function onPointerUp(event: PointerEvent<HTMLCanvasElement>): void {
    pointers.current.delete(event.pointerId);
    if (moved.current >= CLICK || pointers.current.size > 0) return;
    const { x, y } = positionOf(event);
    onSelect(view?.skillAt(x, y));
  }

  function onPointerCancel(event: PointerEvent<HTMLCanvasElement>): void {
    pointers.current.delete(event.pointerId);
  }

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
}

function positionOf({ nativeEvent }: PointerEvent): { x: number; y: number } {
  return { x: nativeEvent.offsetX, y: nativeEvent.offsetY };
}
