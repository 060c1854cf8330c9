/** The sentences of notifications in German. */
import type { NotificationWords } from "./en.ts";

export const de: NotificationWords = {
  crossing: "Von {from} zu {to}: η ist {eta}",
  reminder: "Erinnerung: „{text}“",
  bound: "gebunden",
  escaped: "entkommen",
  sessionEnded: {
    one: "Sitzung beendet: {count} Messwert gespeichert",
    other: "Sitzung beendet: {count} Messwerte gespeichert",
  },
  dropped: { one: "{count} an der Quelle verworfen", other: "{count} an der Quelle verworfen" },
  outstanding: { one: "{count} ausstehend", other: "{count} ausstehend" },
  jobs: {
    read_document: "Lesen eines Dokuments",
    analysis: "Blick auf deine Daten",
    reembed_memory: "Neue Vektoren für das Gedächtnis",
  },
  done: "{what}: fertig",
  failed: "{what} ist fehlgeschlagen: {message}",
  titles: {
    crossing: "Fluchtindex",
    reminder: "Erinnerung",
    session: "Sitzung",
    job: "Eine Aufgabe ist vorbei",
    test: "TrajectoryOS",
  },
  jobFailed: "{what} ist fehlgeschlagen. Die Seite sagt, warum.",
  test: "So kommen Meldungen auf diesem Gerät an.",
};
