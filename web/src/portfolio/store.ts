/**
 * The person's goals, projects, constraints and skills: loaded once, then kept by the events of the feed. Edits under
 * way are laid over it at once and taken away again when they are in the log or refused. What cannot be sent waits in
 * the outbox, and so does what comes after it; the server's log decides.
 */
import type { CommandsOf, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { newCommandId, sendCommand } from "../api/commands.ts";
import { ApiError, toApiError, type ApiErrorCode } from "../api/http.ts";
import { getPortfolio, type Portfolio } from "../api/routes.ts";
import { applyPortfolioEvent } from "./apply-event.ts";
import { browserOutbox, MOST_KEPT, type Edit, type Outbox } from "./outbox.ts";

export interface PortfolioView {
  /** With the edits under way. Undefined until loaded. */
  portfolio: Portfolio | undefined;
  /** Why it could not be loaded. */
  error: ApiError | undefined;
  /** Without the edits under way. */
  base: Portfolio | undefined;
  /** Edits not yet in the log. */
  pending: number;
  /** Of these, what waits for the server to be there. */
  waiting: number;
  /** What had waited and was refused in the end; newest last. */
  refused: readonly ApiError[];
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
  set_reminder: "reminder_set",
  remove_reminder: "reminder_removed",
  set_constants: "constants_set",
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
  outbox: Outbox;
}

/** What says that the server is not there, not that it refuses. */
const NOT_THERE: ReadonlySet<ApiErrorCode> = new Set(["offline", "unknown_outcome"]);

export class PortfolioStore {
  readonly #deps: PortfolioDependencies;
  readonly #listeners = new Set<() => void>();
  #base: Portfolio | undefined;
  #pending: readonly Pending[] = [];
  /** Events that came while loading. */
  #waiting: EventRecord[] = [];
  #loading = 0;
  #flushing = false;
  #refused: readonly ApiError[] = [];
  #view: PortfolioView;

  constructor(deps: PortfolioDependencies) {
    this.#deps = deps;
    this.#pending = deps.outbox.edits.map(({ id, command, payload }) => {
      return { id, type: EVENT_OF[command as keyof typeof EVENT_OF], payload };
    });
    this.#view = this.#look(undefined);
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
   * Sends an editing command and shows its effect at once. Where the server is not there it waits in the outbox.
   * @throws ApiError when it is refused; the effect is taken back
   */
  async edit<Actor extends ActorName, Name extends keyof typeof EVENT_OF & keyof CommandsOf<Actor>>(
    actor: Actor,
    command: Name,
    payload: CommandsOf<Actor>[Name],
  ): Promise<void> {
    const { outbox } = this.#deps;
    if (outbox.isFull) throw tooManyWait();
    const edit: Edit = { id: newCommandId(), actor, command, payload };
    this.#pending = [...this.#pending, { id: edit.id, type: EVENT_OF[command], payload }];
    this.#publish(undefined);
    // Edits keep their order: what comes after one that waits waits too.
    if (outbox.edits.length > 0) {
      outbox.put(edit);
      return this.flush();
    }
    try {
      await this.#send(edit);
    } catch (thrown) {
      if (!NOT_THERE.has(toApiError(thrown).code)) throw thrown;
      outbox.put(edit);
    } finally {
      this.#publish(this.#view.error);
    }
  }

  /** Sends what waits, in order, until the server is away again. */
  async flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    const { outbox } = this.#deps;
    try {
      for (let [edit] = outbox.edits; edit !== undefined; [edit] = outbox.edits) {
        try {
          await this.#send(edit);
        } catch (thrown) {
          const error = toApiError(thrown);
          if (NOT_THERE.has(error.code)) break;
          this.#refused = [...this.#refused, error];
        }
        outbox.remove(edit.id);
        this.#publish(this.#view.error);
      }
    } finally {
      this.#flushing = false;
      this.#publish(this.#view.error);
    }
  }

  /** The person has read what was refused. */
  forgetRefused(): void {
    this.#refused = [];
    this.#publish(this.#view.error);
  }

  async #send({ id, actor, command, payload }: Edit): Promise<void> {
    try {
      const { seq } = await this.#deps.send(actor, command as never, payload as never, {
        id,
        waits: false,
      });
      this.#pending = this.#pending.map((pending) => (pending.id === id ? { ...pending, seq } : pending));
    } catch (thrown) {
      if (!NOT_THERE.has(toApiError(thrown).code))
        this.#pending = this.#pending.filter((pending) => pending.id !== id);
      throw thrown;
    }
  }

  #publish(error: ApiError | undefined): void {
    this.#view = this.#look(error);
    for (const listener of this.#listeners) listener();
  }

  #look(error: ApiError | undefined): PortfolioView {
    const base = this.#base;
    this.#pending = this.#pending.filter(({ seq }) => seq === undefined || seq > (base?.seq ?? 0));
    const portfolio = base === undefined ? undefined : this.#pending.reduce(applyPortfolioEvent, base);
    const pending = this.#pending.filter(({ seq }) => seq === undefined).length;
    const waiting = this.#deps.outbox.edits.length;
    return { portfolio, base, error, pending, waiting, refused: this.#refused };
  }
}

function tooManyWait(): ApiError {
  return new ApiError(0, {
    code: "offline",
    message: `${MOST_KEPT} changes wait for the server.`,
    hint: "Connect to the server, then go on.",
  });
}

export function createPortfolioStore(userId: string): PortfolioStore {
  return new PortfolioStore({ load: getPortfolio, send: sendCommand, outbox: browserOutbox(userId) });
}

/** An event that the loaded portfolio already has changes nothing. */
function advance(portfolio: Portfolio, event: EventRecord): Portfolio {
  if (event.seq <= portfolio.seq) return portfolio;
  return { ...applyPortfolioEvent(portfolio, event), seq: event.seq };
}
