/** Names of things by id, as the person gave them. */
import type { Portfolio } from "../api/routes.ts";
import { fill } from "../i18n/fill.ts";
import type { Messages } from "../i18n/en.ts";

export interface Names {
  project: (id: string) => string;
  constraint: (id: string) => string;
  skill: (id: string) => string;
  goal: (id: string) => string;
}

export function namesOf(portfolio: Portfolio | undefined, t: Messages): Names {
  const lookUp = (entities: readonly { id: string; name: string }[] | undefined) => {
    const names = new Map(entities?.map(({ id, name }) => [id, name]));
    return (id: string): string => names.get(id) ?? fill(t.parts.unknown, { id });
  };
  return {
    project: lookUp(portfolio?.projects),
    constraint: lookUp(portfolio?.constraints),
    skill: lookUp(portfolio?.skills),
    goal: lookUp(portfolio?.goals),
  };
}
