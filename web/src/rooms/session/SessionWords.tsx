import { useCallback, useState } from "react";
import type { Project } from "@trajectory/protocols/events/entities.ts";
import { sendCommand } from "../../api/commands.ts";
import type { SessionInfo } from "../../feed/session-info.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import type { Names } from "../../portfolio/names.ts";
import { Lock } from "../../travel/Lock.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { useAction } from "../../ui/use-action.ts";

const DIRECTIONS = ["energised", "tired", "calm", "stressed", "focused", "scattered"] as const;
type Direction = (typeof DIRECTIONS)[number];

interface SessionWordsProps {
  sessionId: string;
  info: SessionInfo | undefined;
  projects: readonly Project[];
  names: Names;
}

/** What the person says of a session: how it feels, what it was for, how it was. */
export function SessionWords({ sessionId, info, projects, names }: SessionWordsProps) {
  const { t, f } = useI18n();
  const [direction, setDirection] = useState<Direction>("focused");
  const [project, setProject] = useState(projects[0]?.id ?? "");
  const [rating, setRating] = useState(0);
  const [said, setSaid] = useState("");
  const tagged = info?.projectId;
  const ended = info?.endedAt !== undefined;
  // While it runs the project can change; after the end it has taught its project once, and so has a rating.
  const canTag = projects.length > 0 && (!ended || tagged === undefined);
  const canRate = ended && tagged !== undefined && info.rating === undefined;
  const send = useAction(
    useCallback(async (words: string, command: () => Promise<unknown>) => {
      await command();
      setSaid(words);
    }, []),
  );

  function claim(intensity: number): void {
    const text = fill(intensity > 1 ? t.session.veryWords : t.session.words, {
      state: t.session.directions[direction],
    });
    send.run(text, () => sendCommand("session", "make_claim", { sessionId, text, direction, intensity }));
  }

  return (
    <Panel title={t.session.yourWords}>
      <Lock className="grid gap-4">
        <SelectField
          label={t.session.iFeel}
          value={direction}
          options={DIRECTIONS.map((value) => ({ value, text: t.session.directions[value] }))}
          hint={t.session.claimHint}
          onChange={setDirection}
        />
        <div className="flex flex-wrap gap-3">
          <Button disabled={send.running} onClick={() => claim(1)}>
            {t.session.say}
          </Button>
          <Button disabled={send.running} onClick={() => claim(2)}>
            {t.session.sayVery}
          </Button>
        </div>
        {canTag && (
          <>
            <SelectField
              label={t.session.tag}
              value={project}
              options={projects.map(({ id, name }) => ({ value: id, text: name }))}
              hint={t.session.tagHint}
              onChange={setProject}
            />
            <Button
              disabled={send.running}
              className="justify-self-start"
              onClick={() =>
                send.run(fill(t.events.session_tagged, { name: names.project(project) }), () =>
                  sendCommand("session", "tag_session", { sessionId, projectId: project }),
                )
              }
            >
              {t.session.tagAction}
            </Button>
          </>
        )}
        {tagged !== undefined && <p>{fill(t.events.session_tagged, { name: names.project(tagged) })}</p>}
        {canRate ? (
          <>
            <Slider
              label={t.session.rating}
              min={-1}
              max={1}
              step={0.1}
              value={rating}
              text={f.signed(rating)}
              hint={t.session.ratingHint}
              onChange={setRating}
            />
            <Button
              disabled={send.running}
              className="justify-self-start"
              onClick={() =>
                send.run(fill(t.events.session_rated, { rating: f.signed(rating) }), () =>
                  sendCommand("session", "rate_session", { sessionId, rating }),
                )
              }
            >
              {t.session.rate_}
            </Button>
          </>
        ) : (
          info?.rating === undefined && <p className="text-sm text-muted">{t.session.rateLater}</p>
        )}
        <output className="text-sm text-muted empty:hidden">{said}</output>
        {send.error !== undefined && <ErrorNotice error={send.error} />}
      </Lock>
    </Panel>
  );
}
