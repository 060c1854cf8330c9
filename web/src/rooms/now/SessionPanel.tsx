import type { FeedView } from "../../feed/store.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { ActivityNote } from "../session/ActivityNote.tsx";
import { BodyTable } from "../session/BodyTable.tsx";
import { LedgerTable } from "../session/LedgerTable.tsx";
import { Player } from "../session/Player.tsx";
import { SessionFacts } from "../session/SessionFacts.tsx";
import { StreamTable } from "../session/StreamTable.tsx";

/** The session whose samples came last: device, streams, what is missing, and how to start one. */
export function SessionPanel({ feed }: { feed: FeedView }) {
  const { t } = useI18n();
  const { signals, sessions, clockAhead, state } = feed;
  const info = signals === undefined ? newestOf(sessions) : sessions[signals.id];
  return (
    <Panel title={t.session.title}>
      <Player running={signals !== undefined && info?.endedAt === undefined} />
      {(signals !== undefined || info !== undefined) && (
        <SessionFacts signals={signals} info={info} clockAhead={clockAhead} />
      )}
      {signals !== undefined && signals.streams.size > 0 && <StreamTable signals={signals} />}
      {signals !== undefined && <ActivityNote signals={signals} />}
      {info?.ledger !== undefined && (
        <LedgerTable
          ledger={info.ledger}
          kindOf={(stream) => signals?.streams.get(stream)?.stream.kind ?? 0}
        />
      )}
      {state !== undefined && signals !== undefined && <BodyTable body={state.body} />}
    </Panel>
  );
}

function newestOf(sessions: FeedView["sessions"]): FeedView["sessions"][string] | undefined {
  return Object.values(sessions).reduce<FeedView["sessions"][string] | undefined>(
    (newest, one) => (newest === undefined || one.startedAt > newest.startedAt ? one : newest),
    undefined,
  );
}
