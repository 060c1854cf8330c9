import { useCallback, useState } from "react";
import {
  forgetItem,
  getMemoryStats,
  searchMemory,
  type MemoryAnswer,
  type MemorySearch,
} from "../../api/memory.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useAction } from "../../ui/use-action.ts";
import { usePolled } from "../../ui/use-polled.ts";
import { Results } from "./Results.tsx";
import { SearchForm } from "./SearchForm.tsx";
import { StatsPanel } from "./StatsPanel.tsx";

/** Vectors are made in the background, ms. */
const LOOK_MS = 5_000;

export interface Shown extends MemoryAnswer {
  search: MemorySearch;
}

/** What was said and done, found by meaning and by words, each with a way to its source. */
export function MemoryRoom() {
  const { t } = useI18n();
  const stats = usePolled(getMemoryStats, LOOK_MS);
  const { reload } = stats;
  const [shown, setShown] = useState<Shown>();
  const begin = useAction(
    useCallback(async (search: MemorySearch) => setShown({ search, ...(await searchMemory(search, 0)) }), []),
  );
  const goOn = useAction(
    useCallback(async (before: Shown) => {
      const next = await searchMemory(before.search, before.results.length);
      setShown({ ...before, ...next, results: [...before.results, ...next.results] });
    }, []),
  );
  const forget = useAction(
    useCallback(
      async (id: string) => {
        await forgetItem(id);
        setShown((now) => now && { ...now, results: now.results.filter(({ item }) => item.id !== id) });
        reload();
      },
      [reload],
    ),
  );
  const problem = begin.error ?? goOn.error ?? forget.error;

  return (
    <>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{t.memory.title}</h1>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[2fr_1fr]">
        <div className="grid gap-4">
          <SearchForm running={begin.running} onSearch={begin.run} />
          {problem !== undefined && <ErrorNotice error={problem} />}
          {shown !== undefined && (
            <Results
              shown={shown}
              running={goOn.running || forget.running}
              onMore={() => goOn.run(shown)}
              onForget={forget.run}
            />
          )}
        </div>
        <StatsPanel stats={stats.value} error={stats.error} onChange={reload} />
      </div>
    </>
  );
}
