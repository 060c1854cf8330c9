/** The constants of the model in German: what each means by its path, and where it comes from by the English words. */

export const MEANINGS: Readonly<Record<string, string>> = {
  sigmaRef:
    "Wie sehr sich Menschen in einer Fähigkeit unterscheiden, bevor etwas bekannt ist: eine Stufe der Skala.",
  mu0: "Stufe, die von einer Fähigkeit erwartet wird, bevor etwas bekannt ist.",
  domainShare: "Anteil dieser Streuung, den alle Fähigkeiten eines Gebiets gemeinsam haben.",
  edgeStrength: "Wie stark eine Verbindung vom Gewicht 1 zwei Fähigkeiten aneinander bindet.",
  "halfLifeDays.accuracy": "Tage ohne Übung, nach denen die Hälfte der gewonnenen Genauigkeit verloren ist.",
  "halfLifeDays.mixed":
    "Tage ohne Übung, nach denen bei einer Fähigkeit beider Arten die Hälfte des Gewinns verloren ist.",
  "halfLifeDays.speed": "Tage ohne Übung, nach denen die Hälfte der gewonnenen Schnelligkeit verloren ist.",
  practiceWeeks: "Geübte Wochen, nach denen eine Fähigkeit √2-mal so lange hält.",
  maxHalfLifeFactor: "Übung lässt eine Fähigkeit höchstens so viele Male so lange halten.",
  "validity.self_report": "Korrelation einer Selbsteinschätzung mit der Fähigkeit.",
  "validity.interview_free": "Korrelation eines freien Interviews mit der Fähigkeit.",
  "validity.interview_structured": "Korrelation eines strukturierten Interviews mit der Fähigkeit.",
  "validity.peer": "Korrelation des Urteils von Kollegen mit der Fähigkeit.",
  "validity.artifact": "Korrelation fertiger Arbeit, nach einem Raster bewertet, mit der Fähigkeit.",
  "validity.test": "Korrelation eines Tests der Fähigkeit selbst mit ihr.",
  "validity.embodied": "Korrelation von Körpersignalen mit einer Bewegungsfähigkeit.",
  "icc.self_report": "Anteil der Verzerrung, den Selbsteinschätzungen eines Tages gemeinsam haben.",
  "icc.interview_free": "Anteil der Verzerrung, den Antworten eines freien Interviews gemeinsam haben.",
  "icc.interview_structured":
    "Anteil der Verzerrung, den Antworten eines strukturierten Interviews gemeinsam haben.",
  "icc.peer": "Anteil der Verzerrung, den Urteile einer Person an einem Tag gemeinsam haben.",
  "icc.artifact": "Anteil der Verzerrung, den Arbeiten aus einer Quelle an einem Tag gemeinsam haben.",
  "icc.test": "Anteil der Verzerrung, den Tests aus einer Quelle an einem Tag gemeinsam haben.",
  "icc.embodied": "Anteil der Verzerrung, den Körpersignale eines Tages gemeinsam haben.",
  minEfficiency: "Wirkungsgrad von jemandem, der keine der nötigen Fähigkeiten hat.",
  energyEffect: "Energie hebt oder senkt den Schub höchstens um diesen Anteil.",
  baseTimeConstantWeeks:
    "Wochen, in denen ungeteilte, voll gekonnte Mühe 63 % des Wegs zu ihrem Tempo zurücklegt.",
  massPerProject: "Masse, die jedes weitere gleich große Projekt hinzufügt.",
  massOfSkillGap: "Masse, die hinzukommt, wenn alle nötigen Fähigkeiten fehlen.",
  switchHours: "Stunden pro Woche, die das Wechseln je weiterem gleich großem Projekt kostet.",
  bodyDrag: "Erregung weit über dem Üblichen erhöht den Widerstand höchstens um so viel.",
  "constraintLoad.health":
    "Stunden pro Woche, die eine Einschränkung der Gesundheit in voller Schwere nimmt.",
  "constraintLoad.financial":
    "Stunden pro Woche, die eine finanzielle Einschränkung in voller Schwere nimmt.",
  "constraintLoad.legal": "Stunden pro Woche, die eine rechtliche Einschränkung in voller Schwere nimmt.",
  "constraintLoad.social": "Stunden pro Woche, die eine soziale Einschränkung in voller Schwere nimmt.",
  "constraintLoad.time": "Stunden pro Woche, die andere zeitliche Pflichten in voller Schwere nehmen.",
  "constraintLoad.care": "Stunden pro Woche, die die Sorge für andere in voller Schwere nimmt.",
  "constraintLoad.location": "Stunden pro Woche, die die Bindung an einen Ort in voller Schwere nimmt.",
  "constraintLoad.other": "Stunden pro Woche, die eine andere Einschränkung in voller Schwere nimmt.",
  loadCv: "Unsicherheit der Last einer Einschränkung, als Anteil an ihr, wenn nichts sicher ist.",
  optimismMedian: "Wie viele Male so lange wie geschätzt Arbeit gewöhnlich dauert.",
  optimismSd: "Streuung dieses Faktors zwischen Menschen, in Logarithmen.",
  optimismScatter: "Streuung dieses Faktors zwischen den Projekten eines Menschen, in Logarithmen.",
  horizonWeeks: "Wochen, in denen ein Projekt ohne Termin geplant wird.",
  minWeeksLeft: "Kein Termin zählt als näher als so viele Wochen.",
  minEscapeVelocity: "Die Fluchtgeschwindigkeit ist nie kleiner.",
  capacityHours: "Stunden pro Woche, die geplant werden können, wenn die Person keine angegeben hat.",
  paceCv: "Streuung eines gehaltenen Tempos, als Anteil an ihm.",
  weekCv: "Streuung der Leistung einer Woche, als Anteil am Tempo.",
  biasSd: "Wie sehr Menschen von dem Tempo abweichen, das Stunden und Fähigkeiten erwarten lassen.",
  progressError: "Fehler einer Meldung über den Fortschritt, als Anteil am Projekt.",
  hysteresisMin: "In diesem Abstand von η = 1 wechselt der Zustand nie.",
  hysteresisZ: "Auch nicht innerhalb so vieler Standardabweichungen von η.",
  dwellMs: "Wie lange η jenseits dieses Abstands bleiben muss.",
  learningRate: "Wie viel von einer Fähigkeit eine wirksame Stunde einen Anfänger lehrt.",
  learningCeiling: "Stufe, auf der das Lernen nur noch halb so schnell geht.",
  conflictShown: "Konflikte zwischen Projekten unter diesem Wert werden nicht gezeigt.",
  "bodyTimeConstantHours.energy": "Stunden, in denen eine Änderung der Energie auf 37 % abklingt.",
  "bodyTimeConstantHours.arousal": "Stunden, in denen eine Änderung der Erregung auf 37 % abklingt.",
  "bodyTimeConstantHours.coherence": "Stunden, in denen eine Änderung der Kohärenz auf 37 % abklingt.",
  bodyHalfLifeHours: "Halbwertszeit der Mittel von Energie und Erregung, die in die Physik eingehen.",
  feltAlignmentSd: "Streuung der gefühlten Ausrichtung, bevor etwas bekannt ist.",
  feltAlignmentScale: "Gefühlte Ausrichtung, für die die stärkste Sitzung oder Bewertung spricht.",
  "feltAlignmentValidity.body": "Korrelation der Kohärenz in einer Sitzung mit der gefühlten Ausrichtung.",
  "feltAlignmentValidity.rating":
    "Korrelation der eigenen Bewertung nach einer Sitzung mit der gefühlten Ausrichtung.",
  claimConsistent: "Logarithmus des Quotienten, ab dem Signale zu einer Aussage passen, ln 3.",
  claimDiffers: "Logarithmus des Quotienten, bis zu dem Signale von einer Aussage abweichen, −ln 10.",
  minClaimWeight:
    "Eine Aussage, der die Signale widersprechen, behält mindestens diesen Anteil ihres Gewichts.",
};

export const SOURCES: Readonly<Record<string, string>> = {
  "by definition of the scale (1)": "nach der Festlegung der Skala (1)",
  "assumed until data arrive": "angenommen, bis Daten da sind",
  "assumed; better measured as hours": "angenommen; besser in Stunden gemessen",
  "expert prior": "Erwartung von Fachleuten",
  "assumed; 0.44 to 0.5 fitted in single-subject maths (2.8)":
    "angenommen; 0,44 bis 0,5 ergab die Anpassung in einem einzelnen Fach Mathematik (2.8)",
  "assumed; edges add little to prediction (2.8)":
    "angenommen; Verbindungen tragen zur Vorhersage wenig bei (2.8)",
  "Tatel & Ackerman 2025, 1,344 effect sizes": "Tatel & Ackerman 2025, 1.344 Effektgrößen",
  "assumed; the shape is that of FSRS and half-life regression":
    "angenommen; die Form ist die von FSRS und der Halbwertszeit-Regression",
  "Mabe & West 1982, 55 studies": "Mabe & West 1982, 55 Studien",
  "Sackett et al. 2022, validity for job performance, used as a proxy":
    "Sackett et al. 2022, Validität für Arbeitsleistung, als Ersatz verwendet",
  "assumed between .33 (Sackett et al. 2022) and .54 (Schmidt & Hunter 1998) for work samples":
    "angenommen zwischen 0,33 (Sackett et al. 2022) und 0,54 (Schmidt & Hunter 1998) für Arbeitsproben",
  "assumed: √reliability of .64, a short quiz": "angenommen: √Reliabilität von 0,64, ein kurzer Test",
  "assumed; makes one SD of skill change output by 38 %, between 20 % (Schmidt & Hunter 1983) and 48 %":
    "angenommen; eine Standardabweichung der Fähigkeit ändert damit die Leistung um 38 %, zwischen 20 % (Schmidt & Hunter 1983) und 48 %",
  "Lally 2010: 95 % of a habit after 66 days, the median":
    "Lally 2010: 95 % einer Gewohnheit nach 66 Tagen, Median",
  "assumed; the direction is that of Little's law":
    "angenommen; die Richtung ist die des Gesetzes von Little",
  "5 switches of 25 minutes, second-hand: Mark et al. 2005 in press reports":
    "5 Wechsel zu 25 Minuten, aus zweiter Hand: Mark et al. 2005 in Presseberichten",
  "Stewart 2003: 5.6 against 1.5 h lost with depression":
    "Stewart 2003: 5,6 gegen 1,5 verlorene Stunden bei Depression",
  "Moløkken & Jørgensen 2003: mean overrun 30 to 40 %":
    "Moløkken & Jørgensen 2003: mittlere Überschreitung 30 bis 40 %",
  "keeps the required pace finite": "hält das nötige Tempo endlich",
  "keeps η finite; a value at the floor is flagged":
    "hält η endlich; ein Wert an dieser Grenze wird gekennzeichnet",
  "assumed: 25 % skill and 30 % model error": "angenommen: 25 % Fehler der Fähigkeit und 30 % des Modells",
  "chosen by simulation: 44 changes a year at worst instead of 366":
    "durch Simulation gewählt: schlimmstenfalls 44 Wechsel im Jahr statt 366",
  "chosen by simulation: 3 changes a year at worst":
    "durch Simulation gewählt: schlimmstenfalls 3 Wechsel im Jahr",
  "assumed; near the 200 guided hours a level that Cambridge gives for languages":
    "angenommen; nahe den 200 begleiteten Stunden je Stufe, die Cambridge für Sprachen nennt",
  "assumed; the shape fitted best in 2.8": "angenommen; diese Form passte in 2.8 am besten",
  "assumed; as of body signals with skills": "angenommen; wie von Körpersignalen mit Fähigkeiten",
  "at most one true claim in ten is flagged, by Markov's inequality":
    "höchstens eine von zehn wahren Aussagen wird gekennzeichnet, nach der Ungleichung von Markow",
};
