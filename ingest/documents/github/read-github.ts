/** Somebody's own repositories on GitHub as one document: languages with the work that stands behind them. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { DocumentText, Stated } from "../document.ts";
import { openApi } from "../net/api.ts";
import type { Web } from "../net/web.ts";
import { languagesOf, type RepositoryWork } from "./rubric.ts";

export interface GithubOptions {
  web: Web;
  /** Of the interface, without a slash at its end. */
  address: string;
  account: string;
  /** Without one only public repositories are seen, and few requests taken. */
  token: string | undefined;
  now: number;
  signal: AbortSignal;
}

interface Repository {
  full_name: string;
  name: string;
  fork: boolean;
  pushed_at: string | null;
  languages_url: string;
}

const PAGE = 100;
const MOST_PAGES = 3;
/** GitHub takes 60 requests an hour without a token; a repository takes two. */
const MOST_REPOSITORIES = { withToken: 60, without: 20 };
const VERSION = "2022-11-28";

/** @throws ProtocolError `source_refused`, `source_unavailable` */
export async function readGithub(options: GithubOptions): Promise<DocumentText> {
  const { web, address, account, token, now, signal } = options;
  const api = openApi({
    web,
    name: "GitHub",
    signal,
    headers: {
      accept: "application/vnd.github+json",
      "x-github-api-version": VERSION,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  const user = encodeURIComponent(account);
  const { login } = await api.get<{ login: string }>(`${address}/users/${user}`);
  const list = token === undefined ? `users/${user}/repos?type=owner&` : "user/repos?affiliation=owner&";
  const repositories: Repository[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const value = await api.get<Repository[]>(`${address}/${list}sort=pushed&per_page=${PAGE}&page=${page}`);
    repositories.push(...value);
    if (value.length < PAGE) break;
  }
  const own = repositories.filter(
    ({ fork, full_name }) => !fork && ownerOf(full_name) === login.toLowerCase(),
  );
  const taken = own.slice(0, token === undefined ? MOST_REPOSITORIES.without : MOST_REPOSITORIES.withToken);
  const works: RepositoryWork[] = [];
  for (const { full_name, name, pushed_at } of taken) {
    const repository = `${address}/repos/${full_name.split("/").map(encodeURIComponent).join("/")}`;
    const languages = await api.get<Record<string, number>>(`${repository}/languages`);
    const people = await api.get<{ login?: string; contributions: number }[]>(
      `${repository}/contributors?per_page=${PAGE}`,
    );
    works.push({
      name,
      pushedAt: pushed_at === null ? 0 : Date.parse(pushed_at),
      commits: people.find((one) => one.login?.toLowerCase() === login.toLowerCase())?.contributions ?? 0,
      allCommits: people.reduce((sum, { contributions }) => sum + contributions, 0),
      languages,
    });
  }
  if (works.length === 0)
    throw new ProtocolError("source_refused", `GitHub shows no repositories of ${login} that are not forks.`);
  return documentOf(login, works, own.length - taken.length, now);
}

function ownerOf(fullName: string): string | undefined {
  return fullName.split("/")[0]?.toLowerCase();
}

function documentOf(
  login: string,
  works: readonly RepositoryWork[],
  left: number,
  now: number,
): DocumentText {
  const languages = languagesOf(works, now);
  const stated = languages.map(
    ({ language, repositories, kilobytes, commits, lastAt, level, strength }): Stated => {
      const count = repositories === 1 ? "1 repository" : `${repositories} repositories`;
      const last = new Date(lastAt).toISOString().slice(0, 10);
      const quote = `${language}: ${count}, about ${Math.round(kilobytes)} kB and ${Math.round(commits)} commits, last pushed ${last}.`;
      return {
        kind: "skill",
        page: 1,
        quote,
        evidence: "artifact",
        skill: language,
        level,
        strength,
        at: lastAt,
      };
    },
  );
  const lines = works.map(
    ({ name, commits, allCommits }) => `${name}: ${commits} of ${allCommits} commits by ${login}.`,
  );
  return {
    pages: [
      [`Repositories of ${login} on GitHub.`, ...stated.map(({ quote }) => quote), ...lines].join("\n"),
    ],
    notices: left > 0 ? [`${left} older repositories were not looked at.`] : [],
    stated,
    prose: false,
  };
}
