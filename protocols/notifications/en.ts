/** The sentences of notifications in English; the page's catalogue takes them from here. */
export const en = {
  crossing: "From {from} to {to}: η is {eta}",
  reminder: "Reminder: “{text}”",
  bound: "bound",
  escaped: "escaped",
  sessionEnded: {
    one: "Session ended: {count} sample stored",
    other: "Session ended: {count} samples stored",
  },
  dropped: { one: "{count} dropped at the source", other: "{count} dropped at the source" },
  outstanding: { one: "{count} outstanding", other: "{count} outstanding" },
  jobs: {
    read_document: "Reading a document",
    analysis: "The look at your data",
    reembed_memory: "Giving the memory new vectors",
  },
  done: "{what}: done",
  failed: "{what} failed: {message}",
  /** What a notification outside of the page has above its sentence. */
  titles: {
    crossing: "Escape index",
    reminder: "Reminder",
    session: "Session",
    job: "Work is over",
    test: "TrajectoryOS",
  },
  jobFailed: "{what} failed. The page says why.",
  test: "This is how notifications arrive on this device.",
};
export type NotificationWords = typeof en;
