/** Draws a skill graph on a canvas. Redrawn only when something changes; 2,000 skills are a few milliseconds. */
import type { SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { KnownSkill } from "../../api/routes.ts";
import { themeColour } from "../../charts/colours.ts";
import { levelOf } from "../../editing/levels.ts";
import { bringIntoView, fit, pan, zoom, type Camera } from "./camera.ts";
import { layOut, type GraphLayout } from "./graph-layout.ts";

/** CSS pixels a layout unit from which names stand beside the skills. */
const NAMES_FROM = 15;
/** A press hits the nearest skill within this, CSS pixels. */
const REACH = 18;
/** CSS pixels. */
const LARGEST_NAME = 14;
const LARGEST_DISC = 11;
/** Between a disc and its name, CSS pixels. */
const NAME_GAP = 5;
/** For a name that no column stands behind, CSS pixels. */
const LAST_ROOM = 154;
const TURN = 2 * Math.PI;

/** Between two skills by index. */
interface Link {
  from: number;
  to: number;
  prerequisite: boolean;
}

export class GraphView {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #skills: readonly KnownSkill[] = [];
  #edges: readonly Link[] = [];
  #layout: GraphLayout = layOut([], []);
  #camera: Camera | undefined;
  #selected: string | undefined;
  #frame: number | undefined;
  readonly #fontFamily: string;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#fontFamily = getComputedStyle(canvas).fontFamily;
    this.#context = canvas.getContext("2d")!;
  }

  show(skills: readonly KnownSkill[], edges: readonly SkillEdge[]): void {
    const index = new Map(skills.map(({ id }, i) => [id, i]));
    const links = edges.flatMap(({ from, to, type }) => {
      const [a, b] = [index.get(from), index.get(to)];
      return a === undefined || b === undefined
        ? []
        : [{ from: a, to: b, prerequisite: type === "prerequisite" }];
    });
    const before = this.#layout;
    this.#skills = skills;
    this.#edges = links;
    this.#layout = layOut(skills, edges);
    // What is looked at stays where it is unless the picture has another size.
    if (before.width !== this.#layout.width || before.height !== this.#layout.height)
      this.#camera = undefined;
    this.redraw();
  }

  select(skillId: string | undefined): void {
    this.#selected = skillId;
    const at = this.#skills.findIndex(({ id }) => id === skillId);
    if (at >= 0 && this.#camera !== undefined)
      this.#camera = bringIntoView(this.#camera, this.#point(at), this.#size());
    this.redraw();
  }

  pan(right: number, down: number): void {
    this.#camera = pan(this.#look(), right, down);
    this.redraw();
  }

  /** @param at CSS pixels from the canvas's corner; its middle when absent */
  zoom(factor: number, at?: { x: number; y: number }): void {
    const { width, height } = this.#size();
    this.#camera = zoom(this.#look(), factor, at ?? { x: width / 2, y: height / 2 });
    this.redraw();
  }

  fit(): void {
    this.#camera = undefined;
    this.redraw();
  }

  /** The skill at a point of the canvas, CSS pixels. */
  skillAt(x: number, y: number): string | undefined {
    const { scale, left, top } = this.#look();
    let nearest: number | undefined;
    let least = REACH ** 2;
    for (let i = 0; i < this.#skills.length; i++) {
      const distance =
        (left + this.#layout.x[i]! * scale - x) ** 2 + (top + this.#layout.y[i]! * scale - y) ** 2;
      if (distance > least) continue;
      least = distance;
      nearest = i;
    }
    return nearest === undefined ? undefined : this.#skills[nearest]!.id;
  }

  /** The next skill in a direction: along an edge to the left and right, else the nearest one that way. */
  neighbour(skillId: string, right: number, down: number): string | undefined {
    const at = this.#skills.findIndex(({ id }) => id === skillId);
    if (at < 0) return this.#skills[0]?.id;
    const { x, y } = this.#layout;
    const score = (i: number): number => {
      const along = (x[i]! - x[at]!) * right + (y[i]! - y[at]!) * down;
      const aside = Math.abs((x[i]! - x[at]!) * down) + Math.abs((y[i]! - y[at]!) * right);
      return along <= 0 ? Infinity : along + 2 * aside;
    };
    const connected = this.#edges.flatMap(({ from, to }) => (from === at ? [to] : to === at ? [from] : []));
    const candidates = right !== 0 && connected.some((i) => score(i) < Infinity) ? connected : x.keys();
    let best: number | undefined;
    for (const i of candidates) if (score(i) < (best === undefined ? Infinity : score(best))) best = i;
    return best === undefined ? undefined : this.#skills[best]!.id;
  }

  redraw(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #size(): { width: number; height: number } {
    return { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
  }

  #look(): Camera {
    this.#camera ??= fit(this.#layout, this.#size(), this.#besideLast());
    return this.#camera;
  }

  /** Width of the names of the last column, CSS pixels. */
  #besideLast(): number {
    const last = this.#skills.filter((_, i) => this.#isLast(i));
    this.#context.font = `${LARGEST_NAME}px ${this.#fontFamily}`;
    const widths = last.map(({ name }) => this.#context.measureText(shorten(name, LAST_ROOM)).width);
    return Math.max(0, ...widths) + LARGEST_DISC + NAME_GAP;
  }

  /** Nothing stands to the right of it. */
  #isLast(i: number): boolean {
    return this.#layout.x[i] === this.#layout.width;
  }

  #point(i: number): { x: number; y: number } {
    return { x: this.#layout.x[i]!, y: this.#layout.y[i]! };
  }

  #draw(): void {
    const { width, height } = this.#size();
    const ratio = devicePixelRatio;
    const [pixelsX, pixelsY] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== pixelsX) this.#canvas.width = pixelsX;
    if (this.#canvas.height !== pixelsY) this.#canvas.height = pixelsY;
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const camera = this.#look();
    const selected = this.#skills.findIndex(({ id }) => id === this.#selected);
    this.#drawEdges(camera, selected);
    this.#drawSkills(camera, selected);
  }

  #drawEdges({ scale, left, top }: Camera, selected: number): void {
    const context = this.#context;
    const { width, height } = this.#size();
    const { x, y } = this.#layout;
    const radius = radiusAt(scale);
    const path = (wanted: (edge: Link) => boolean): void => {
      context.beginPath();
      for (const edge of this.#edges) {
        if (!wanted(edge)) continue;
        const [x0, y0] = [left + x[edge.from]! * scale + radius, top + y[edge.from]! * scale];
        const [x1, y1] = [left + x[edge.to]! * scale - radius, top + y[edge.to]! * scale];
        if (Math.max(x0, x1) < 0 || Math.min(x0, x1) > width) continue;
        if (Math.max(y0, y1) < 0 || Math.min(y0, y1) > height) continue;
        const bend = (x1 - x0) / 2;
        context.moveTo(x0, y0);
        context.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
      }
      context.stroke();
    };
    const touches = ({ from, to }: Link): boolean => selected >= 0 && (from === selected || to === selected);
    context.strokeStyle = themeColour("--line-strong");
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    path((edge) => edge.prerequisite && !touches(edge));
    context.setLineDash([3, 4]);
    path((edge) => !edge.prerequisite && !touches(edge));
    context.globalAlpha = 1;
    context.strokeStyle = themeColour("--trace-2");
    context.lineWidth = 2;
    path((edge) => !edge.prerequisite && touches(edge));
    context.setLineDash([]);
    path((edge) => edge.prerequisite && touches(edge));
  }

  /**
   * A disc fills with the level; its ring is dashed where the level is hardly known. All rings of a kind are one path:
   * a canvas draws one long path much faster than many short ones.
   */
  #drawSkills(camera: Camera, selected: number): void {
    const context = this.#context;
    const { x, y } = this.#layout;
    const { scale, left, top } = camera;
    const radius = radiusAt(scale);
    const [sure, unsure, levels] = [new Path2D(), new Path2D(), new Path2D()];
    const seen = this.#inSight(camera, radius);
    for (const i of seen) {
      const [cx, cy] = [left + x[i]! * scale, top + y[i]! * scale];
      const { belief } = this.#skills[i]!;
      const share = belief === undefined ? 0 : Math.min(1, Math.max(0, levelOf(belief.theta) / 4));
      const ring = belief === undefined || belief.band[1] - belief.band[0] > 1.5 ? unsure : sure;
      ring.moveTo(cx + radius, cy);
      ring.arc(cx, cy, radius, 0, TURN);
      const [start, end] = [0.25 * TURN - share * Math.PI, 0.25 * TURN + share * Math.PI];
      const inner = Math.max(0, radius - 1.5);
      levels.moveTo(cx + inner * Math.cos(start), cy + inner * Math.sin(start));
      levels.arc(cx, cy, inner, start, end);
    }
    context.fillStyle = themeColour("--trace-1");
    context.fill(levels);
    context.strokeStyle = themeColour("--line-strong");
    context.lineWidth = 1.25;
    context.stroke(sure);
    if (radius > 4) context.setLineDash([2, 2]);
    context.stroke(unsure);
    context.setLineDash([]);
    context.strokeStyle = context.fillStyle = themeColour("--ink");
    if (selected >= 0) {
      context.beginPath();
      context.arc(left + x[selected]! * scale, top + y[selected]! * scale, radius, 0, TURN);
      context.lineWidth = 3;
      context.stroke();
    }
    context.font = `${Math.min(LARGEST_NAME, Math.max(11, scale * 0.5))}px ${this.#fontFamily}`;
    context.textBaseline = "middle";
    // Names stand on lines: a rim in the colour of the ground keeps them legible.
    context.strokeStyle = themeColour("--sunken");
    context.lineWidth = 4;
    context.lineJoin = "round";
    for (const i of scale < NAMES_FROM ? [selected] : seen) {
      if (i < 0) continue;
      const name = shorten(this.#skills[i]!.name, this.#isLast(i) ? LAST_ROOM : scale * 3.2);
      const [nameLeft, middle] = [left + x[i]! * scale + radius + NAME_GAP, top + y[i]! * scale];
      context.strokeText(name, nameLeft, middle);
      context.fillText(name, nameLeft, middle);
    }
  }

  /** Skills of which something, also of the name beside, stands on the canvas. */
  #inSight({ scale, left, top }: Camera, radius: number): number[] {
    const { width, height } = this.#size();
    const { x, y } = this.#layout;
    const seen: number[] = [];
    for (let i = 0; i < this.#skills.length; i++) {
      const [cx, cy] = [left + x[i]! * scale, top + y[i]! * scale];
      if (cx > -200 && cy > -radius && cx < width + radius && cy < height + radius) seen.push(i);
    }
    return seen;
  }
}

function radiusAt(scale: number): number {
  return Math.min(LARGEST_DISC, Math.max(2, scale * 0.36));
}

/** As much of a name as fits. @param room CSS pixels */
function shorten(name: string, room: number): string {
  const most = Math.max(8, Math.floor(room / 6.5));
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}
