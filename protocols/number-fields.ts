/**
 * Has to be evaluated before the generated code: 64-bit fields are numbers, their default of 0 included. Counters and
 * microseconds stay below 2^53.
 */
import protobuf from "protobufjs/minimal.js";

protobuf.util.Long = undefined as never;
protobuf.configure();
