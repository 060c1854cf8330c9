/**
 * The person's goals, projects, constraints and skills: loaded once, then kept by the events of the feed. Edits under
 * way are laid over it at once and taken away again when they are in the log or refused.
 */
import type { CommandsOf, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { newCommandId, sendCommand } from "../api/commands.ts";
import { toApiError, type ApiError } from "../api/http.ts";
import { getPortfolio, type Portfolio } from "../api/routes.ts";
import { applyPortfolioEvent } from "./apply-event.ts";

export interface PortfolioView {
  /** With the edits under way. Undefined until loaded. */
  portfolio: Portfolio | undefined;
  /** Why it could not be loaded. */
  error: ApiError | undefined;
  /** Edits not yet in the log. */
  pending: number;
}

interface Pending {
  id: string;
  type: string;
  payload: unknown;
  /** Once accepted: the event it became. The edit stays laid over until the feed has brought that event. */
  seq?: number;
}

/** The event that each editing command becomes; its payload is the same. */
const EVENT_OF = {
  set_goal: "goal_set",
  remove_goal: "goal_removed",
  set_project: "project_set",
  archive_project: "project_archived",
  report_progress: "progress_reported",
  set_effort: "effort_set",
  set_constraint: "constraint_set",
  remove_constraint: "constraint_removed",
  update_life: "life_updated",
  set_skill: "skill_set",
  remove_skill: "skill_removed",
  set_edge: "edge_set",
  remove_edge: "edge_removed",
  add_evidence: "evidence_added",
  retract_evidence: "evidence_retracted",
} as const;

export interface PortfolioDependencies {
  load(): Promise<Portfolio>;
  send: typeof sendCommand;
}

export class PortfolioStore {
  readonly #deps: PortfolioDependencies;
  readonly #listeners = new Set<() => void>();
  #base: Portfolio | undefined;
  #pending: readonly Pending[] = [];
  /** Events that came while loading. */
  #waiting: EventRecord[] = [];
  #loading = 0;
  #view: PortfolioView = { portfolio: undefined, error: undefined, pending: 0 };

  constructor(deps: PortfolioDependencies = { load: getPortfolio, send: sendCommand }) {
    this.#deps = deps;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): PortfolioView => this.#view;

  /** What an earlier visit kept, until it is loaded. */
  restore(kept: Portfolio): void {
    this.#base = kept;
    this.#publish(undefined);
  }

  /** Loads, or loads again after events were missed; the newest call counts. */
  async load(): Promise<void> {
    this.#loading += 1;
    const loading = this.#loading;
    try {
      const loaded = await this.#deps.load();
      if (loading !== this.#loading) return;
      this.#base = this.#waiting.reduce(advance, loaded);
      this.#waiting = [];
      this.#publish(undefined);
    } catch (thrown) {
      if (loading === this.#loading) this.#publish(toApiError(thrown));
    }
  }

  apply(event: EventRecord): void {
    this.#waiting.push(event);
    if (this.#waiting.length > 1_000) this.#waiting.shift();
    if (this.#base === undefined) return;
    this.#base = advance(this.#base, event);
    this.#publish(undefined);
  }

  /**
   * Sends an editing command and shows its effect at once.
   * @throws ApiError when it is refused; the effect is taken back
   */
  async edit<Actor extends ActorName, Name extends keyof typeof EVENT_OF & keyof CommandsOf<Actor>>(
    actor: Actor,
    command: Name,
    payload: CommandsOf<Actor>[Name],
  ): Promise<void> {
    const id = newCommandId();
    this.#pending = [...this.#pending, { id, type: EVENT_OF[command], payload }];
    this.#publish(undefined);
    try {
      const { seq } = await this.#deps.send(actor, command, payload, { id });
      this.#pending = this.#pending.map((pending) => (pending.id === id ? { ...pending, seq } : pending));
    } catch (thrown) {
      this.#pending = this.#pending.filter((pending) => pending.id !== id);
      throw thrown;
    } finally {
      this.#publish(this.#view.error);
    }
  }

  #publish(error: ApiError | undefined): void {
    const base = this.#base;
    this.#pending = this.#pending.filter(({ seq }) => seq === undefined || seq > (base?.seq ?? 0));
    const portfolio = base === undefined ? undefined : this.#pending.reduce(applyPortfolioEvent, base);
    const pending = this.#pending.filter(({ seq }) => seq === undefined).length;
    this.#view = { portfolio, error, pending };
    for (const listener of this.#listeners) listener();
  }
}

/** An event that the loaded portfolio already has changes nothing. */
function advance(portfolio: Portfolio, event: EventRecord): Portfolio {
  if (event.seq <= portfolio.seq) return portfolio;
  return { ...applyPortfolioEvent(portfolio, event), seq: event.seq };
}
