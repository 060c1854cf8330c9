import type { ReactNode } from "react";
import { Preferences } from "../../app/Preferences.tsx";
import { useI18n } from "../../i18n/i18n.ts";
import { Mark } from "../../ui/Mark.tsx";

/** The page before one is signed in. */
export function AccountPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useI18n();
  return (
    <div className="mx-auto flex min-h-dvh max-w-md flex-col px-4 py-6">
      <header className="flex items-center gap-2.5">
        <Mark className="size-8" />
        <span className="text-lg font-semibold tracking-tight">{t.app.name}</span>
      </header>
      <main className="my-auto py-8">
        <h1 className="mb-4 text-2xl font-semibold tracking-tight">{title}</h1>
        {children}
      </main>
      <footer>
        <Preferences />
      </footer>
    </div>
  );
}
