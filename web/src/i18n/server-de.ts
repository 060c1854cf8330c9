/** What the server says in English of its parts, its recordings and devices, in German; {slots} stand for what differs. */
export const SERVER_WORDS: Readonly<Record<string, string>> = {
  "postgresql {version}, embedded, in {folder}, port {port}":
    "postgresql {version}, eingebettet, in {folder}, Port {port}",
  "timescaledb {version} ({license}) on postgresql {postgres}":
    "timescaledb {version} ({license}) auf postgresql {postgres}",
  "nats-server {version} on {address}": "nats-server {version} an {address}",
  "in-memory": "im Arbeitsspeicher",
  "four per person": "vier je Person",
  "seconds, minutes and hours of samples": "Sekunden, Minuten und Stunden der Messwerte",
  "device uplink": "Empfang von Geräten",
  "vectors by {model}": "Vektoren von {model}",
  "searched by words alone, not by meaning: {reason}":
    "nur nach Wörtern durchsucht, nicht nach Sinn: {reason}",
  "carried out here": "werden hier ausgeführt",
  "carried out elsewhere": "werden anderswo ausgeführt",
  "not checked yet": "noch nicht geprüft",
  "a sample of users is replayed daily": "täglich wird eine Stichprobe der Personen nachgespielt",
  connected: "verbunden",
  "not connected: {reason}": "nicht verbunden: {reason}",
  "Walk and stand": "Gehen und Stehen",
  "Motion: an iPhone's CMDeviceMotion, 30 s of walking and 29 s of standing, played three times in turn (Sage-Bionetworks/mhealthtools). Beat intervals: one measurement of another person (Welltory/hrv-covid19). The two were not recorded together.":
    "Bewegung: CMDeviceMotion eines iPhones, 30 s Gehen und 29 s Stehen, dreimal im Wechsel (Sage-Bionetworks/mhealthtools). Schlagabstände: eine Messung eines anderen Menschen (Welltory/hrv-covid19). Beides wurde nicht gemeinsam aufgenommen.",
  "Motion: Apache-2.0. Beat intervals: CC0 1.0.": "Bewegung: Apache-2.0. Schlagabstände: CC0 1.0.",
  "{device} (recording)": "{device} (Aufnahme)",
  "{file} (file)": "{file} (Datei)",
};
