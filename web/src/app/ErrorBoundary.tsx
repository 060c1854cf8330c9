import { Component, type ReactNode } from "react";
import { useI18n } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";

/** A room that fails does not take the page with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useI18n();
  return (
    <div role="alert" className="rounded-lg border border-bad bg-bad-soft p-5">
      <p className="mb-3">{t.app.crashed}</p>
      <Button onClick={() => location.reload()}>{t.app.reload}</Button>
    </div>
  );
}
