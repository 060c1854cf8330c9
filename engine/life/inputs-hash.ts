/** The hash that a snapshot carries of everything its numbers were computed from. */
import type { ForcesEntities, ForcesWorkspace } from "../forces/workspace.ts";
import { hashJson, StateHash } from "./state-hash.ts";

export class InputsHash {
  private entities: ForcesEntities | null = null;
  private ofEntities = "";

  /** Goals, projects and constraints are hashed once as long as they stay; numbers that move every time. */
  of(ws: ForcesWorkspace): string {
    if (this.entities !== ws.entities) {
      this.entities = ws.entities;
      this.ofEntities = hashJson({ constants: ws.k, ...ws.entities });
    }
    const hash = new StateHash();
    hash.text(this.ofEntities);
    for (const input of [ws.t, ws.capacity, ws.energy, ws.arousal, ws.phi, ws.phiSd]) hash.number(input);
    hash.numbers(ws.felt);
    hash.numbers(ws.theta);
    hash.numbers(ws.variance);
    hash.numbers(ws.pace);
    return hash.digest();
  }
}
