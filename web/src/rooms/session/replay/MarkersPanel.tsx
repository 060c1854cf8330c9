import { useState } from "react";
import type { Marker } from "../../../api/signals.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { EditForm, NameField } from "../../../editing/EditForm.tsx";
import { useForm } from "../../../editing/use-form.ts";
import { Lock } from "../../../travel/Lock.tsx";
import { Button } from "../../../ui/Button.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { MarkerLinks } from "../ExportLinks.tsx";
import type { Markers } from "./use-markers.ts";

interface MarkersPanelProps {
  markers: Markers;
  /** Where a new one is set, ms by the sensor's clock; undefined where there is no place for one. */
  now: () => number | undefined;
  /** Open for a new one, as by its key. */
  adding: boolean;
  onAdding: (adding: boolean) => void;
  /** Undefined where the charts cannot go there. */
  onJump?: (marker: Marker) => void;
}

/** Named moments of a session. */
export function MarkersPanel({ markers, now, adding, onAdding, onJump }: MarkersPanelProps) {
  const { t, f } = useI18n();
  const [edited, setEdited] = useState<Marker>();
  const sessionId = markers.list[0]?.sessionId;
  return (
    <Panel
      title={t.markers.title}
      aside={
        <Lock className="flex gap-3 text-sm">
          {markers.undo !== undefined && (
            <Button kind="quiet" onClick={markers.undo}>
              {t.life.undo}
            </Button>
          )}
          <Button kind="quiet" onClick={() => onAdding(true)}>
            {t.markers.add}
          </Button>
        </Lock>
      }
    >
      {markers.error !== undefined && <ErrorNotice error={markers.error} />}
      {sessionId === undefined && <p className="text-sm text-muted">{t.markers.none}</p>}
      <ol className="text-sm">
        {markers.list.map((marker) => (
          <li key={marker.id} className="flex flex-wrap gap-x-3 border-b border-line py-1.5 last:border-0">
            <time className="tabular-nums" dateTime={new Date(marker.at).toISOString()}>
              {f.time(marker.t)}
            </time>
            <span className="min-w-0 grow font-medium break-words">{marker.name}</span>
            <span className="flex gap-2">
              {onJump !== undefined && (
                <Button
                  kind="quiet"
                  aria-label={fill(t.markers.jumpTo, { name: marker.name })}
                  onClick={() => onJump(marker)}
                >
                  {t.markers.jump}
                </Button>
              )}
              <Lock>
                <Button
                  kind="quiet"
                  aria-label={fill(t.markers.changeOf, { name: marker.name })}
                  onClick={() => setEdited(marker)}
                >
                  {t.markers.change}
                </Button>
                <Button
                  kind="quiet"
                  aria-label={fill(t.markers.removeOf, { name: marker.name })}
                  onClick={() => markers.remove(marker)}
                >
                  {t.markers.remove}
                </Button>
              </Lock>
            </span>
            {marker.note !== "" && <p className="basis-full break-words text-muted">{marker.note}</p>}
          </li>
        ))}
      </ol>
      {sessionId !== undefined && (
        <p className="mt-2 flex flex-wrap gap-3 text-sm text-muted">
          {t.replay.export} <MarkerLinks sessionId={sessionId} />
        </p>
      )}
      {(adding || edited !== undefined) && (
        <Lock>
          <MarkerForm
            marker={edited}
            now={now}
            put={markers.put}
            onClose={() => {
              setEdited(undefined);
              onAdding(false);
            }}
          />
        </Lock>
      )}
    </Panel>
  );
}

interface MarkerFormProps {
  marker: Marker | undefined;
  now: () => number | undefined;
  put: Markers["put"];
  onClose: () => void;
}

function MarkerForm({ marker, now, put, onClose }: MarkerFormProps) {
  const { t, f } = useI18n();
  // The moment is that of the key, not of the last letter of the name.
  const [time] = useState(() => marker?.t ?? now());
  const { draft, change, ...form } = useForm({
    start: { name: marker?.name ?? "", note: marker?.note ?? "" },
    check: ({ name }) =>
      time === undefined ? t.markers.nowhere : name.trim() === "" ? t.markers.nameless : undefined,
    send: async ({ name, note }) => {
      if (time === undefined) return;
      put({
        t: time,
        name: name.trim(),
        note: note.trim(),
        ...(marker === undefined ? {} : { id: marker.id }),
      });
    },
    onDone: onClose,
  });
  return (
    <EditForm title={marker === undefined ? t.markers.add : t.markers.change} form={form} onClose={onClose}>
      {time !== undefined && <p>{fill(t.markers.at, { time: f.timeFine(time) })}</p>}
      <NameField draft={draft} change={change} />
      <Field
        label={t.markers.note}
        value={draft.note}
        maxLength={2_000}
        onChange={(event) => change({ note: event.target.value })}
      />
    </EditForm>
  );
}
