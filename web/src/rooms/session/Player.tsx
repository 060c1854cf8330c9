import { useEffect, useState } from "react";
import { getRecordings, type Recording } from "../../api/routes.ts";
import { Link } from "../../app/Link.tsx";
import { useFeed } from "../../app/live.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { inWords } from "../../i18n/in-words.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Select } from "../../ui/Select.tsx";
import { readSetting, writeSetting } from "../../ui/settings.ts";
import { useResource } from "../../ui/use-resource.ts";
import { useReplay } from "./use-replay.ts";

const SPEEDS = ["1", "2", "5", "10", "20"] as const;
type Speed = (typeof SPEEDS)[number];

/** Plays a recording as a phone would send it, and leads to where a phone gets its key. */
export function Player({ running }: { running: boolean }) {
  const { t } = useI18n();
  const recordings = useResource(getRecordings);
  const replay = useReplay();
  const [chosen, setChosen] = useState<string>();
  const [speed, setSpeed] = useState<Speed>(() => SPEEDS.find((one) => one === readSetting("speed")) ?? "1");
  const list = recordings.value ?? [];
  const recording = list.find(({ id }) => id === chosen) ?? list[0];
  const { status } = useFeed();
  const online = status.kind === "live";
  const { error: listError, reload } = recordings;
  // While nothing answers, the header says so; the list is asked for again when something does.
  useEffect(() => {
    if (online && listError?.code === "offline") reload();
  }, [online, listError, reload]);
  const error = replay.error ?? (online ? listError : undefined);

  return (
    <div>
      {!running && replay.playing === undefined && (
        <p className="mb-3 text-sm text-muted">{t.session.intro}</p>
      )}
      {replay.playing === undefined ? (
        <div className="flex flex-wrap gap-3">
          <Button
            kind="primary"
            disabled={recording === undefined || replay.starting}
            onClick={() => recording !== undefined && replay.start(recording, Number(speed))}
          >
            {replay.starting ? t.session.starting : t.session.play}
          </Button>
          <Link to="/settings" className="self-center text-carry underline underline-offset-4">
            {t.session.pair}
          </Link>
        </div>
      ) : (
        <div>
          <p className="mb-2 flex items-baseline justify-between gap-3">
            <span>{fill(t.session.playing, { title: inWords(t.serverWords, replay.playing.title) })}</span>
            <Button onClick={replay.stop}>{t.session.stop}</Button>
          </p>
          <progress
            aria-label={t.session.progress}
            value={replay.progress}
            max={1}
            className="h-1.5 w-full overflow-hidden rounded-full accent-carry"
          />
        </div>
      )}
      {replay.playing === undefined && recording !== undefined && (
        <Choice
          list={list}
          recording={recording}
          onRecording={setChosen}
          speed={speed}
          onSpeed={chooseSpeed}
        />
      )}
      {recordings.value?.length === 0 && <p className="mt-2 text-sm text-muted">{t.session.noRecordings}</p>}
      {error !== undefined && (
        <div className="mt-3">
          <ErrorNotice
            error={error}
            {...(recordings.error === undefined ? {} : { onRetry: recordings.reload })}
          />
        </div>
      )}
    </div>
  );

  function chooseSpeed(next: Speed): void {
    setSpeed(next);
    writeSetting("speed", next);
  }
}

interface ChoiceProps {
  list: readonly Recording[];
  recording: Recording;
  onRecording: (id: string) => void;
  speed: Speed;
  onSpeed: (speed: Speed) => void;
}

function Choice({ list, recording, onRecording, speed, onSpeed }: ChoiceProps) {
  const { t } = useI18n();
  const source = inWords(t.serverWords, recording.source);
  const license = inWords(t.serverWords, recording.license);
  return (
    <div className="mt-3 flex flex-wrap gap-x-4 gap-y-2 text-sm text-muted">
      {list.length > 1 && (
        <Select
          label={t.session.recording}
          value={recording.id}
          options={list.map(({ id, title }) => ({ value: id, text: inWords(t.serverWords, title) }))}
          onChange={onRecording}
        />
      )}
      <Select
        label={t.session.speed}
        value={speed}
        options={SPEEDS.map((value) => ({ value, text: fill(t.session.speedTimes, { speed: value }) }))}
        onChange={onSpeed}
      />
      <p className="basis-full break-words">{fill(t.session.source, { source, license })}</p>
    </div>
  );
}
