/** The hash that a snapshot carries of everything its numbers were computed from. */
import type { ForcesEntities, ForcesWorkspace } from "../forces/workspace.ts";
import { StateHash } from "./state-hash.ts";

export class InputsHash {
  private entities: ForcesEntities | null = null;
  private ofEntities = 0;
  /** Goals, projects and constraints are replaced when they change, never changed in place. */
  private readonly known = new WeakMap<object, number>();

  of(ws: ForcesWorkspace): string {
    if (this.entities !== ws.entities) {
      this.entities = ws.entities;
      this.ofEntities = this.hashEntities(ws);
    }
    const hash = new StateHash();
    hash.number(this.ofEntities);
    for (const input of [ws.t, ws.capacity, ws.energy, ws.arousal, ws.phi, ws.phiSd]) hash.number(input);
    hash.numbers(ws.felt);
    hash.numbers(ws.theta);
    hash.numbers(ws.variance);
    hash.numbers(ws.pace);
    return hash.digest();
  }

  private hashEntities({ entities, k }: ForcesWorkspace): number {
    const hash = new StateHash();
    hash.number(this.hashOnce(k));
    for (const list of [entities.goals, entities.projects, entities.constraints]) {
      hash.number(list.length);
      for (const entity of list) hash.number(this.hashOnce(entity));
    }
    for (const id of entities.skillIds) hash.text(id);
    return hash.digestNumber();
  }

  private hashOnce(entity: object): number {
    const known = this.known.get(entity);
    if (known !== undefined) return known;
    const hash = new StateHash();
    hash.value(entity);
    const digest = hash.digestNumber();
    this.known.set(entity, digest);
    return digest;
  }
}
