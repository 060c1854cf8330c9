/**
 * From repositories to levels, by a written rubric (docs/documents.md). Work counts by the share of a language in a
 * repository, and by the person's own commits; what others wrote there is nobody's evidence.
 */
export interface RepositoryWork {
  name: string;
  /** ms since the Unix epoch */
  pushedAt: number;
  /** Of this person. */
  commits: number;
  /** Of everybody. */
  allCommits: number;
  /** Bytes by language. */
  languages: Readonly<Record<string, number>>;
}

export interface LanguageWork {
  language: string;
  repositories: number;
  /** In which the share of the language and of the person's commits is taken. */
  kilobytes: number;
  commits: number;
  lastAt: number;
  /** 1 to 3: expert cannot be told from the outside. */
  level: number;
  /** (0, 1] */
  strength: number;
}

/** A language with less of a repository than this is no work in it. */
const LEAST_SHARE = 0.1;
const STRONG = { commits: 200, kilobytes: 100, repositories: 3 };
const WORKING = { commits: 20, kilobytes: 10, repositories: 1 };
const FRESH_MS = 2 * 365 * 86_400_000;
const STRENGTH = { fresh: 0.6, old: 0.4 };

/** Most commits first. */
export function languagesOf(repositories: readonly RepositoryWork[], now: number): LanguageWork[] {
  const found = new Map<string, Omit<LanguageWork, "level" | "strength">>();
  for (const { commits, allCommits, languages, pushedAt } of repositories) {
    if (commits === 0) continue;
    const bytes = Object.values(languages).reduce((sum, n) => sum + n, 0);
    for (const [language, own] of Object.entries(languages)) {
      const share = bytes === 0 ? 0 : own / bytes;
      if (share < LEAST_SHARE) continue;
      const before = found.get(language);
      found.set(language, {
        language,
        repositories: (before?.repositories ?? 0) + 1,
        kilobytes: (before?.kilobytes ?? 0) + (own / 1_024) * (commits / Math.max(commits, allCommits)),
        commits: (before?.commits ?? 0) + commits * share,
        lastAt: Math.max(before?.lastAt ?? 0, pushedAt),
      });
    }
  }
  return [...found.values()]
    .map((work) => ({
      ...work,
      level: reaches(work, STRONG) ? 3 : reaches(work, WORKING) ? 2 : 1,
      strength: now - work.lastAt <= FRESH_MS ? STRENGTH.fresh : STRENGTH.old,
    }))
    .sort((a, b) => b.commits - a.commits);
}

function reaches(
  work: Pick<LanguageWork, "commits" | "kilobytes" | "repositories">,
  least: Pick<LanguageWork, "commits" | "kilobytes" | "repositories">,
): boolean {
  return (
    work.commits >= least.commits &&
    work.kilobytes >= least.kilobytes &&
    work.repositories >= least.repositories
  );
}
