import { useCallback, useState, type FormEvent } from "react";
import { removeExample, renameGesture, type Gesture } from "../../api/gestures.ts";
import { Link } from "../../app/Link.tsx";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { useAction } from "../../ui/use-action.ts";

interface GestureListProps {
  userId: string;
  gestures: readonly Gesture[];
  onChange: () => void;
}

/** Each gesture with its examples: another name, an example taken back. */
export function GestureList({ userId, gestures, onChange }: GestureListProps) {
  return (
    <ul>
      {gestures.map((one) => (
        <GestureRow key={one.gesture} userId={userId} held={one} onChange={onChange} />
      ))}
    </ul>
  );
}

interface GestureRowProps {
  userId: string;
  held: Gesture;
  onChange: () => void;
}

function GestureRow({ userId, held, onChange }: GestureRowProps) {
  const { t, f } = useI18n();
  const { gesture, examples } = held;
  const [name, setName] = useState<string>();
  const removing = useAction(
    useCallback(
      async (exampleId: string) => {
        await removeExample(userId, exampleId);
        onChange();
      },
      [userId, onChange],
    ),
  );
  const renaming = useAction(
    useCallback(
      async (next: string) => {
        if (next !== gesture) await renameGesture(userId, gesture, next);
        setName(undefined);
        onChange();
      },
      [userId, gesture, onChange],
    ),
  );

  function rename(event: FormEvent): void {
    event.preventDefault();
    const next = name?.trim() ?? "";
    if (next !== "" && !renaming.running) renaming.run(next);
  }

  const error = removing.error ?? renaming.error;
  return (
    <li className="border-b border-line py-2 last:border-0">
      {name === undefined ? (
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="min-w-0 font-medium break-words">{gesture}</span>
          <Button
            kind="quiet"
            aria-label={fill(t.gestures.renameNamed, { name: gesture })}
            onClick={() => setName(gesture)}
          >
            {t.gestures.rename}
          </Button>
        </span>
      ) : (
        <form noValidate onSubmit={rename} className="flex flex-wrap items-end gap-2">
          <Field
            label={t.gestures.newName}
            value={name}
            maxLength={40}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" disabled={name.trim() === "" || renaming.running}>
            {t.gestures.save}
          </Button>
          <Button kind="quiet" onClick={() => setName(undefined)}>
            {t.life.cancel}
          </Button>
        </form>
      )}
      <p className="text-sm text-muted">
        {examples.length < 2 ? t.gestures.oneMore : f.plural(t.gestures.examples, examples.length)}
      </p>
      <ul className="mt-1 text-sm">
        {examples.map(({ exampleId, sessionId, from, to }) => (
          <li key={exampleId} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <Link to={`/session?session=${sessionId}`} className="text-carry underline underline-offset-4">
              {f.dateTime(from)}
            </Link>
            <span className="text-muted">{f.duration(to - from)}</span>
            <Button
              kind="quiet"
              disabled={removing.running}
              aria-label={fill(t.gestures.removeNamed, { name: gesture, time: f.dateTime(from) })}
              onClick={() => removing.run(exampleId)}
            >
              {t.gestures.remove}
            </Button>
          </li>
        ))}
      </ul>
      {error !== undefined && <ErrorNotice error={error} />}
    </li>
  );
}
