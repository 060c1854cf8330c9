/**
 * Answers the discovery requests of the NATS micro protocol, so that `nats micro ls`, `info` and `stats` show every
 * node. Protocol: ADR-32 of the NATS architecture.
 */
import type { Bus, BusMessage } from "@trajectory/protocols/bus/port.ts";

export interface ServiceEndpoint {
  name: string;
  subject: string;
  queueGroup: string;
}

export interface EndpointStats {
  /** Name of the endpoint. */
  name: string;
  requests: number;
  errors: number;
  lastError: string;
  /** Nanoseconds, of all requests together. */
  processingTime: number;
}

export interface ServiceDescription {
  /** Letters, digits, `_` and `-`; the same on every node. */
  name: string;
  /** Of this node. */
  id: string;
  /** Semantic version. */
  version: string;
  description: string;
  metadata: Record<string, string>;
  endpoints: readonly ServiceEndpoint[];
  started: Date;
  stats(): readonly EndpointStats[];
}

/** Returns what ends it. */
export function answerServiceRequests(bus: Bus, service: ServiceDescription): () => void {
  const answers = { PING: ping, INFO: info, STATS: stats };
  const subscriptions = Object.entries(answers).flatMap(([verb, answer]) => {
    const respond = (message: BusMessage): void => {
      message.respond(new TextEncoder().encode(JSON.stringify(answer(service))));
    };
    const { name, id } = service;
    const subjects = [`$SRV.${verb}`, `$SRV.${verb}.${name}`, `$SRV.${verb}.${name}.${id}`];
    return subjects.map((subject) => bus.subscribe(subject, respond));
  });
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
}

function identity({ name, id, version, metadata }: ServiceDescription) {
  return { name, id, version, metadata };
}

function ping(service: ServiceDescription) {
  return { type: "io.nats.micro.v1.ping_response", ...identity(service) };
}

function info(service: ServiceDescription) {
  return {
    type: "io.nats.micro.v1.info_response",
    ...identity(service),
    description: service.description,
    endpoints: service.endpoints.map((endpoint) => wireEndpoint(endpoint)),
  };
}

function stats(service: ServiceDescription) {
  const measured = new Map(service.stats().map((each) => [each.name, each]));
  return {
    type: "io.nats.micro.v1.stats_response",
    ...identity(service),
    started: service.started.toISOString(),
    endpoints: service.endpoints.map((endpoint) => {
      const {
        requests = 0,
        errors = 0,
        lastError = "",
        processingTime = 0,
      } = measured.get(endpoint.name) ?? {};
      return {
        ...wireEndpoint(endpoint),
        num_requests: requests,
        num_errors: errors,
        last_error: lastError,
        processing_time: Math.round(processingTime),
        average_processing_time: requests === 0 ? 0 : Math.round(processingTime / requests),
      };
    }),
  };
}

function wireEndpoint({ name, subject, queueGroup }: ServiceEndpoint) {
  return { name, subject, queue_group: queueGroup };
}
