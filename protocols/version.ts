/**
 * Version of the uplink and the feed.
 * 1: blocks with a stamp per sample, acknowledged after COMMIT; feed with back-fill, cut-over, live, and jobs.
 */
export const PROTOCOL_VERSION = 1;
