import { useEffect, useRef } from "react";
import type { User } from "../api/routes.ts";
import { fill } from "../i18n/fill.ts";
import { useI18n } from "../i18n/i18n.ts";
import { Bell } from "../notifications/Bell.tsx";
import { Button } from "../ui/Button.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Menu } from "../ui/Menu.tsx";
import { FeedIndicator } from "./FeedIndicator.tsx";
import { Link } from "./Link.tsx";
import { Preferences } from "./Preferences.tsx";
import { usePath } from "./router.ts";

interface HeaderProps {
  user: User;
  onSignOut: () => void;
}

export function Header({ user, onSignOut }: HeaderProps) {
  const { t } = useI18n();
  const path = usePath();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>(`[href="${path}"]`) ?? null;
    if (list.current === null || current === null) return;
    list.current.scrollLeft = current.offsetLeft - (list.current.clientWidth - current.offsetWidth) / 2;
  }, [path]);
  const rooms = [
    { to: "/", text: t.app.now },
    { to: "/session", text: t.app.session },
    { to: "/history", text: t.app.history },
    { to: "/simulator", text: t.app.future },
    { to: "/life", text: t.app.life },
    { to: "/skills", text: t.app.skills },
    { to: "/interview", text: t.app.interview },
    { to: "/plans", text: t.app.plans },
    { to: "/memory", text: t.app.memory },
    { to: "/documents", text: t.app.documents },
  ];
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-[150rem] flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 sm:px-6">
        <Link to="/" className="flex items-center gap-2">
          <Mark className="size-6" />
          <span className="font-semibold tracking-tight">{t.app.name}</span>
        </Link>
        <nav
          aria-label={t.app.navigation}
          className="order-last min-w-0 basis-full sm:order-none sm:basis-auto"
        >
          {/* On a phone one line that is pushed sideways, with the present room in view. */}
          <ul ref={list} className="relative flex gap-1 overflow-x-auto p-0.5 sm:flex-wrap">
            {rooms.map(({ to, text }) => (
              <li key={to} className="shrink-0">
                <Link
                  to={to}
                  current={path === to}
                  className={`inline-block rounded-md px-2.5 py-1.5 ${path === to ? "bg-sunken font-medium" : "text-muted hover:text-ink"}`}
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto flex items-center gap-4">
          <FeedIndicator />
          <Bell userId={user.id} />
          <Menu name={user.name}>
            <p className="text-sm break-words text-muted">{fill(t.app.signedInAs, { name: user.email })}</p>
            <MenuLink to="/settings" text={t.app.settings} />
            {user.role === "owner" && <MenuLink to="/server" text={t.app.server} />}
            <Preferences />
            <Button onClick={onSignOut}>{t.app.signOut}</Button>
          </Menu>
        </div>
      </div>
    </header>
  );
}

function MenuLink({ to, text }: { to: string; text: string }) {
  return (
    <Link to={to} className="text-carry underline underline-offset-4">
      {text}
    </Link>
  );
}
