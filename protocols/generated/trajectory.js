/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["trajectory"] || ($protobuf.roots["trajectory"] = {});

export const trajectory = $root.trajectory = (() => {

    /**
     * Namespace trajectory.
     * @exports trajectory
     * @namespace
     */
    const trajectory = {};

    trajectory.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof trajectory
         * @namespace
         */
        const v1 = {};

        v1.FeedUp = (function() {

            /**
             * Properties of a FeedUp.
             * @typedef {Object} trajectory.v1.FeedUp.$Properties
             * @property {trajectory.v1.FeedHello.$Properties|null} [hello] FeedUp hello
             * @property {"hello"} [message] FeedUp message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedUp.
             * @memberof trajectory.v1
             * @interface IFeedUp
             * @augments trajectory.v1.FeedUp.$Properties
             * @deprecated Use trajectory.v1.FeedUp.$Properties instead.
             */

            /**
             * Narrowed shape of a FeedUp.
             * @typedef {{
             *   hello?: trajectory.v1.FeedHello.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; hello?: null }|{ message?: "hello"; hello: trajectory.v1.FeedHello.$Shape })
             * )} trajectory.v1.FeedUp.$Shape
             */

            /**
             * Constructs a new FeedUp.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedUp.
             * @constructor
             * @param {trajectory.v1.FeedUp.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedUp = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedUp hello.
             * @member {trajectory.v1.FeedHello.$Properties|null|undefined} hello
             * @memberof trajectory.v1.FeedUp
             * @instance
             */
            FeedUp.prototype.hello = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * FeedUp message.
             * @member {"hello"|undefined} message
             * @memberof trajectory.v1.FeedUp
             * @instance
             */
            $Object.defineProperty(FeedUp.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["hello"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new FeedUp instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedUp
             * @static
             * @param {trajectory.v1.FeedUp.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedUp} FeedUp instance
             * @type {{
             *   (properties: trajectory.v1.FeedUp.$Shape): trajectory.v1.FeedUp & trajectory.v1.FeedUp.$Shape;
             *   (properties?: trajectory.v1.FeedUp.$Properties): trajectory.v1.FeedUp;
             * }}
             */
            FeedUp.create = function(properties) {
                return new FeedUp(properties);
            };

            /**
             * Encodes the specified FeedUp message. Does not implicitly {@link trajectory.v1.FeedUp.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedUp
             * @static
             * @param {trajectory.v1.FeedUp.$Properties} message FeedUp message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedUp.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.trajectory.v1.FeedHello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedUp message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedUp
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedUp & trajectory.v1.FeedUp.$Shape} FeedUp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedUp.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedUp();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.trajectory.v1.FeedHello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.message = "hello";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedUp;
        })();

        v1.FeedHello = (function() {

            /**
             * Properties of a FeedHello.
             * @typedef {Object} trajectory.v1.FeedHello.$Properties
             * @property {number|null} [protocolVersion] FeedHello protocolVersion
             * @property {number|null} [afterSeq] FeedHello afterSeq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedHello.
             * @memberof trajectory.v1
             * @interface IFeedHello
             * @augments trajectory.v1.FeedHello.$Properties
             * @deprecated Use trajectory.v1.FeedHello.$Properties instead.
             */

            /**
             * Shape of a FeedHello.
             * @typedef {trajectory.v1.FeedHello.$Properties} trajectory.v1.FeedHello.$Shape
             */

            /**
             * Constructs a new FeedHello.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedHello.
             * @constructor
             * @param {trajectory.v1.FeedHello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedHello = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedHello protocolVersion.
             * @member {number} protocolVersion
             * @memberof trajectory.v1.FeedHello
             * @instance
             */
            FeedHello.prototype.protocolVersion = 0;

            /**
             * FeedHello afterSeq.
             * @member {number} afterSeq
             * @memberof trajectory.v1.FeedHello
             * @instance
             */
            FeedHello.prototype.afterSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new FeedHello instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedHello
             * @static
             * @param {trajectory.v1.FeedHello.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedHello} FeedHello instance
             * @type {{
             *   (properties: trajectory.v1.FeedHello.$Shape): trajectory.v1.FeedHello & trajectory.v1.FeedHello.$Shape;
             *   (properties?: trajectory.v1.FeedHello.$Properties): trajectory.v1.FeedHello;
             * }}
             */
            FeedHello.create = function(properties) {
                return new FeedHello(properties);
            };

            /**
             * Encodes the specified FeedHello message. Does not implicitly {@link trajectory.v1.FeedHello.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedHello
             * @static
             * @param {trajectory.v1.FeedHello.$Properties} message FeedHello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedHello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion") && message.protocolVersion !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocolVersion);
                if (message.afterSeq != null && $Object.hasOwnProperty.call(message, "afterSeq") && (typeof message.afterSeq === "object" ? message.afterSeq.low || message.afterSeq.high : message.afterSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.afterSeq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedHello message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedHello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedHello & trajectory.v1.FeedHello.$Shape} FeedHello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedHello.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedHello();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocolVersion = value;
                            else
                                delete message.protocolVersion;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.afterSeq = value;
                            else
                                delete message.afterSeq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedHello;
        })();

        v1.FeedDown = (function() {

            /**
             * Properties of a FeedDown.
             * @typedef {Object} trajectory.v1.FeedDown.$Properties
             * @property {trajectory.v1.FeedWelcome.$Properties|null} [welcome] FeedDown welcome
             * @property {trajectory.v1.FeedEvent.$Properties|null} [event] FeedDown event
             * @property {trajectory.v1.FeedState.$Properties|null} [state] FeedDown state
             * @property {trajectory.v1.Window.$Properties|null} [window] FeedDown window
             * @property {trajectory.v1.StoredBlock.$Properties|null} [block] FeedDown block
             * @property {trajectory.v1.FeedLive.$Properties|null} [live] FeedDown live
             * @property {trajectory.v1.FeedDropped.$Properties|null} [dropped] FeedDown dropped
             * @property {trajectory.v1.FeedJob.$Properties|null} [job] FeedDown job
             * @property {"welcome"|"event"|"state"|"window"|"block"|"live"|"dropped"|"job"} [message] FeedDown message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedDown.
             * @memberof trajectory.v1
             * @interface IFeedDown
             * @augments trajectory.v1.FeedDown.$Properties
             * @deprecated Use trajectory.v1.FeedDown.$Properties instead.
             */

            /**
             * Narrowed shape of a FeedDown.
             * @typedef {{
             *   welcome?: trajectory.v1.FeedWelcome.$Shape|null;
             *   event?: trajectory.v1.FeedEvent.$Shape|null;
             *   state?: trajectory.v1.FeedState.$Shape|null;
             *   window?: trajectory.v1.Window.$Shape|null;
             *   block?: trajectory.v1.StoredBlock.$Shape|null;
             *   live?: trajectory.v1.FeedLive.$Shape|null;
             *   dropped?: trajectory.v1.FeedDropped.$Shape|null;
             *   job?: trajectory.v1.FeedJob.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; welcome?: null; event?: null; state?: null; window?: null; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "welcome"; welcome: trajectory.v1.FeedWelcome.$Shape; event?: null; state?: null; window?: null; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "event"; welcome?: null; event: trajectory.v1.FeedEvent.$Shape; state?: null; window?: null; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "state"; welcome?: null; event?: null; state: trajectory.v1.FeedState.$Shape; window?: null; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "window"; welcome?: null; event?: null; state?: null; window: trajectory.v1.Window.$Shape; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "block"; welcome?: null; event?: null; state?: null; window?: null; block: trajectory.v1.StoredBlock.$Shape; live?: null; dropped?: null; job?: null }|{ message?: "live"; welcome?: null; event?: null; state?: null; window?: null; block?: null; live: trajectory.v1.FeedLive.$Shape; dropped?: null; job?: null }|{ message?: "dropped"; welcome?: null; event?: null; state?: null; window?: null; block?: null; live?: null; dropped: trajectory.v1.FeedDropped.$Shape; job?: null }|{ message?: "job"; welcome?: null; event?: null; state?: null; window?: null; block?: null; live?: null; dropped?: null; job: trajectory.v1.FeedJob.$Shape })
             * )} trajectory.v1.FeedDown.$Shape
             */

            /**
             * Constructs a new FeedDown.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedDown.
             * @constructor
             * @param {trajectory.v1.FeedDown.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedDown = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedDown welcome.
             * @member {trajectory.v1.FeedWelcome.$Properties|null|undefined} welcome
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            FeedDown.prototype.welcome = null;

            /**
             * FeedDown event.
             * @member {trajectory.v1.FeedEvent.$Properties|null|undefined} event
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            FeedDown.prototype.event = null;

            /**
             * FeedDown state.
             * @member {trajectory.v1.FeedState.$Properties|null|undefined} state
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            FeedDown.prototype.state = null;

            /**
             * FeedDown window.
             * @member {trajectory.v1.Window.$Properties|null|undefined} window
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            FeedDown.prototype.window = null;

            /**
             * FeedDown block.
             * @member {trajectory.v1.StoredBlock.$Properties|null|undefined} block
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            FeedDown.prototype.block = null;

            /**
             * FeedDown live.
             * @member {trajectory.v1.FeedLive.$Properties|null|undefined} live
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            FeedDown.prototype.live = null;

            /**
             * FeedDown dropped.
             * @member {trajectory.v1.FeedDropped.$Properties|null|undefined} dropped
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            FeedDown.prototype.dropped = null;

            /**
             * FeedDown job.
             * @member {trajectory.v1.FeedJob.$Properties|null|undefined} job
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            FeedDown.prototype.job = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * FeedDown message.
             * @member {"welcome"|"event"|"state"|"window"|"block"|"live"|"dropped"|"job"|undefined} message
             * @memberof trajectory.v1.FeedDown
             * @instance
             */
            $Object.defineProperty(FeedDown.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["welcome", "event", "state", "window", "block", "live", "dropped", "job"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new FeedDown instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedDown
             * @static
             * @param {trajectory.v1.FeedDown.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedDown} FeedDown instance
             * @type {{
             *   (properties: trajectory.v1.FeedDown.$Shape): trajectory.v1.FeedDown & trajectory.v1.FeedDown.$Shape;
             *   (properties?: trajectory.v1.FeedDown.$Properties): trajectory.v1.FeedDown;
             * }}
             */
            FeedDown.create = function(properties) {
                return new FeedDown(properties);
            };

            /**
             * Encodes the specified FeedDown message. Does not implicitly {@link trajectory.v1.FeedDown.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedDown
             * @static
             * @param {trajectory.v1.FeedDown.$Properties} message FeedDown message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedDown.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                    $root.trajectory.v1.FeedWelcome.encode(message.welcome, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                    $root.trajectory.v1.FeedEvent.encode(message.event, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    $root.trajectory.v1.FeedState.encode(message.state, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.window != null && $Object.hasOwnProperty.call(message, "window"))
                    $root.trajectory.v1.Window.encode(message.window, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.block != null && $Object.hasOwnProperty.call(message, "block"))
                    $root.trajectory.v1.StoredBlock.encode(message.block, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.live != null && $Object.hasOwnProperty.call(message, "live"))
                    $root.trajectory.v1.FeedLive.encode(message.live, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped"))
                    $root.trajectory.v1.FeedDropped.encode(message.dropped, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.job != null && $Object.hasOwnProperty.call(message, "job"))
                    $root.trajectory.v1.FeedJob.encode(message.job, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedDown message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedDown
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedDown & trajectory.v1.FeedDown.$Shape} FeedDown
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedDown.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedDown();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.welcome = $root.trajectory.v1.FeedWelcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                            message.message = "welcome";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.event = $root.trajectory.v1.FeedEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                            message.message = "event";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.state = $root.trajectory.v1.FeedState.decode(reader, reader.size(), $undefined, _depth + 1, message.state);
                            message.message = "state";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.window = $root.trajectory.v1.Window.decode(reader, reader.size(), $undefined, _depth + 1, message.window);
                            message.message = "window";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.block = $root.trajectory.v1.StoredBlock.decode(reader, reader.size(), $undefined, _depth + 1, message.block);
                            message.message = "block";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.live = $root.trajectory.v1.FeedLive.decode(reader, reader.size(), $undefined, _depth + 1, message.live);
                            message.message = "live";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.dropped = $root.trajectory.v1.FeedDropped.decode(reader, reader.size(), $undefined, _depth + 1, message.dropped);
                            message.message = "dropped";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.job = $root.trajectory.v1.FeedJob.decode(reader, reader.size(), $undefined, _depth + 1, message.job);
                            message.message = "job";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedDown;
        })();

        v1.FeedWelcome = (function() {

            /**
             * Properties of a FeedWelcome.
             * @typedef {Object} trajectory.v1.FeedWelcome.$Properties
             * @property {number|null} [protocolVersion] FeedWelcome protocolVersion
             * @property {string|null} [userId] FeedWelcome userId
             * @property {number|null} [serverTimeUs] FeedWelcome serverTimeUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedWelcome.
             * @memberof trajectory.v1
             * @interface IFeedWelcome
             * @augments trajectory.v1.FeedWelcome.$Properties
             * @deprecated Use trajectory.v1.FeedWelcome.$Properties instead.
             */

            /**
             * Shape of a FeedWelcome.
             * @typedef {trajectory.v1.FeedWelcome.$Properties} trajectory.v1.FeedWelcome.$Shape
             */

            /**
             * Constructs a new FeedWelcome.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedWelcome.
             * @constructor
             * @param {trajectory.v1.FeedWelcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedWelcome = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedWelcome protocolVersion.
             * @member {number} protocolVersion
             * @memberof trajectory.v1.FeedWelcome
             * @instance
             */
            FeedWelcome.prototype.protocolVersion = 0;

            /**
             * FeedWelcome userId.
             * @member {string} userId
             * @memberof trajectory.v1.FeedWelcome
             * @instance
             */
            FeedWelcome.prototype.userId = "";

            /**
             * FeedWelcome serverTimeUs.
             * @member {number} serverTimeUs
             * @memberof trajectory.v1.FeedWelcome
             * @instance
             */
            FeedWelcome.prototype.serverTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new FeedWelcome instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedWelcome
             * @static
             * @param {trajectory.v1.FeedWelcome.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedWelcome} FeedWelcome instance
             * @type {{
             *   (properties: trajectory.v1.FeedWelcome.$Shape): trajectory.v1.FeedWelcome & trajectory.v1.FeedWelcome.$Shape;
             *   (properties?: trajectory.v1.FeedWelcome.$Properties): trajectory.v1.FeedWelcome;
             * }}
             */
            FeedWelcome.create = function(properties) {
                return new FeedWelcome(properties);
            };

            /**
             * Encodes the specified FeedWelcome message. Does not implicitly {@link trajectory.v1.FeedWelcome.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedWelcome
             * @static
             * @param {trajectory.v1.FeedWelcome.$Properties} message FeedWelcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedWelcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion") && message.protocolVersion !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocolVersion);
                if (message.userId != null && $Object.hasOwnProperty.call(message, "userId") && message.userId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.userId);
                if (message.serverTimeUs != null && $Object.hasOwnProperty.call(message, "serverTimeUs") && (typeof message.serverTimeUs === "object" ? message.serverTimeUs.low || message.serverTimeUs.high : message.serverTimeUs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.serverTimeUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedWelcome message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedWelcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedWelcome & trajectory.v1.FeedWelcome.$Shape} FeedWelcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedWelcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedWelcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocolVersion = value;
                            else
                                delete message.protocolVersion;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.userId = value;
                            else
                                delete message.userId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.serverTimeUs = value;
                            else
                                delete message.serverTimeUs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedWelcome;
        })();

        v1.FeedEvent = (function() {

            /**
             * Properties of a FeedEvent.
             * @typedef {Object} trajectory.v1.FeedEvent.$Properties
             * @property {number|null} [seq] FeedEvent seq
             * @property {string|null} [json] FeedEvent json
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedEvent.
             * @memberof trajectory.v1
             * @interface IFeedEvent
             * @augments trajectory.v1.FeedEvent.$Properties
             * @deprecated Use trajectory.v1.FeedEvent.$Properties instead.
             */

            /**
             * Shape of a FeedEvent.
             * @typedef {trajectory.v1.FeedEvent.$Properties} trajectory.v1.FeedEvent.$Shape
             */

            /**
             * Constructs a new FeedEvent.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedEvent.
             * @constructor
             * @param {trajectory.v1.FeedEvent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedEvent seq.
             * @member {number} seq
             * @memberof trajectory.v1.FeedEvent
             * @instance
             */
            FeedEvent.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * FeedEvent json.
             * @member {string} json
             * @memberof trajectory.v1.FeedEvent
             * @instance
             */
            FeedEvent.prototype.json = "";

            /**
             * Creates a new FeedEvent instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedEvent
             * @static
             * @param {trajectory.v1.FeedEvent.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedEvent} FeedEvent instance
             * @type {{
             *   (properties: trajectory.v1.FeedEvent.$Shape): trajectory.v1.FeedEvent & trajectory.v1.FeedEvent.$Shape;
             *   (properties?: trajectory.v1.FeedEvent.$Properties): trajectory.v1.FeedEvent;
             * }}
             */
            FeedEvent.create = function(properties) {
                return new FeedEvent(properties);
            };

            /**
             * Encodes the specified FeedEvent message. Does not implicitly {@link trajectory.v1.FeedEvent.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedEvent
             * @static
             * @param {trajectory.v1.FeedEvent.$Properties} message FeedEvent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.json != null && $Object.hasOwnProperty.call(message, "json") && message.json !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.json);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedEvent message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedEvent & trajectory.v1.FeedEvent.$Shape} FeedEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedEvent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedEvent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.json = value;
                            else
                                delete message.json;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedEvent;
        })();

        v1.FeedState = (function() {

            /**
             * Properties of a FeedState.
             * @typedef {Object} trajectory.v1.FeedState.$Properties
             * @property {number|null} [seq] FeedState seq
             * @property {string|null} [json] FeedState json
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedState.
             * @memberof trajectory.v1
             * @interface IFeedState
             * @augments trajectory.v1.FeedState.$Properties
             * @deprecated Use trajectory.v1.FeedState.$Properties instead.
             */

            /**
             * Shape of a FeedState.
             * @typedef {trajectory.v1.FeedState.$Properties} trajectory.v1.FeedState.$Shape
             */

            /**
             * Constructs a new FeedState.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedState.
             * @constructor
             * @param {trajectory.v1.FeedState.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedState = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedState seq.
             * @member {number} seq
             * @memberof trajectory.v1.FeedState
             * @instance
             */
            FeedState.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * FeedState json.
             * @member {string} json
             * @memberof trajectory.v1.FeedState
             * @instance
             */
            FeedState.prototype.json = "";

            /**
             * Creates a new FeedState instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedState
             * @static
             * @param {trajectory.v1.FeedState.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedState} FeedState instance
             * @type {{
             *   (properties: trajectory.v1.FeedState.$Shape): trajectory.v1.FeedState & trajectory.v1.FeedState.$Shape;
             *   (properties?: trajectory.v1.FeedState.$Properties): trajectory.v1.FeedState;
             * }}
             */
            FeedState.create = function(properties) {
                return new FeedState(properties);
            };

            /**
             * Encodes the specified FeedState message. Does not implicitly {@link trajectory.v1.FeedState.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedState
             * @static
             * @param {trajectory.v1.FeedState.$Properties} message FeedState message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedState.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.json != null && $Object.hasOwnProperty.call(message, "json") && message.json !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.json);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedState message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedState
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedState & trajectory.v1.FeedState.$Shape} FeedState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedState.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedState();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.json = value;
                            else
                                delete message.json;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedState;
        })();

        v1.FeedLive = (function() {

            /**
             * Properties of a FeedLive.
             * @typedef {Object} trajectory.v1.FeedLive.$Properties
             * @property {number|null} [seq] FeedLive seq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedLive.
             * @memberof trajectory.v1
             * @interface IFeedLive
             * @augments trajectory.v1.FeedLive.$Properties
             * @deprecated Use trajectory.v1.FeedLive.$Properties instead.
             */

            /**
             * Shape of a FeedLive.
             * @typedef {trajectory.v1.FeedLive.$Properties} trajectory.v1.FeedLive.$Shape
             */

            /**
             * Constructs a new FeedLive.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedLive.
             * @constructor
             * @param {trajectory.v1.FeedLive.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedLive = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedLive seq.
             * @member {number} seq
             * @memberof trajectory.v1.FeedLive
             * @instance
             */
            FeedLive.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new FeedLive instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedLive
             * @static
             * @param {trajectory.v1.FeedLive.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedLive} FeedLive instance
             * @type {{
             *   (properties: trajectory.v1.FeedLive.$Shape): trajectory.v1.FeedLive & trajectory.v1.FeedLive.$Shape;
             *   (properties?: trajectory.v1.FeedLive.$Properties): trajectory.v1.FeedLive;
             * }}
             */
            FeedLive.create = function(properties) {
                return new FeedLive(properties);
            };

            /**
             * Encodes the specified FeedLive message. Does not implicitly {@link trajectory.v1.FeedLive.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedLive
             * @static
             * @param {trajectory.v1.FeedLive.$Properties} message FeedLive message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedLive.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedLive message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedLive
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedLive & trajectory.v1.FeedLive.$Shape} FeedLive
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedLive.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedLive();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedLive;
        })();

        v1.FeedDropped = (function() {

            /**
             * Properties of a FeedDropped.
             * @typedef {Object} trajectory.v1.FeedDropped.$Properties
             * @property {number|null} [blocks] FeedDropped blocks
             * @property {number|null} [windows] FeedDropped windows
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedDropped.
             * @memberof trajectory.v1
             * @interface IFeedDropped
             * @augments trajectory.v1.FeedDropped.$Properties
             * @deprecated Use trajectory.v1.FeedDropped.$Properties instead.
             */

            /**
             * Shape of a FeedDropped.
             * @typedef {trajectory.v1.FeedDropped.$Properties} trajectory.v1.FeedDropped.$Shape
             */

            /**
             * Constructs a new FeedDropped.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedDropped.
             * @constructor
             * @param {trajectory.v1.FeedDropped.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedDropped = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedDropped blocks.
             * @member {number} blocks
             * @memberof trajectory.v1.FeedDropped
             * @instance
             */
            FeedDropped.prototype.blocks = 0;

            /**
             * FeedDropped windows.
             * @member {number} windows
             * @memberof trajectory.v1.FeedDropped
             * @instance
             */
            FeedDropped.prototype.windows = 0;

            /**
             * Creates a new FeedDropped instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedDropped
             * @static
             * @param {trajectory.v1.FeedDropped.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedDropped} FeedDropped instance
             * @type {{
             *   (properties: trajectory.v1.FeedDropped.$Shape): trajectory.v1.FeedDropped & trajectory.v1.FeedDropped.$Shape;
             *   (properties?: trajectory.v1.FeedDropped.$Properties): trajectory.v1.FeedDropped;
             * }}
             */
            FeedDropped.create = function(properties) {
                return new FeedDropped(properties);
            };

            /**
             * Encodes the specified FeedDropped message. Does not implicitly {@link trajectory.v1.FeedDropped.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedDropped
             * @static
             * @param {trajectory.v1.FeedDropped.$Properties} message FeedDropped message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedDropped.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks") && message.blocks !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.blocks);
                if (message.windows != null && $Object.hasOwnProperty.call(message, "windows") && message.windows !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.windows);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedDropped message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedDropped
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedDropped & trajectory.v1.FeedDropped.$Shape} FeedDropped
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedDropped.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedDropped();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.blocks = value;
                            else
                                delete message.blocks;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.windows = value;
                            else
                                delete message.windows;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedDropped;
        })();

        v1.FeedJob = (function() {

            /**
             * Properties of a FeedJob.
             * @typedef {Object} trajectory.v1.FeedJob.$Properties
             * @property {string|null} [json] FeedJob json
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedJob.
             * @memberof trajectory.v1
             * @interface IFeedJob
             * @augments trajectory.v1.FeedJob.$Properties
             * @deprecated Use trajectory.v1.FeedJob.$Properties instead.
             */

            /**
             * Shape of a FeedJob.
             * @typedef {trajectory.v1.FeedJob.$Properties} trajectory.v1.FeedJob.$Shape
             */

            /**
             * Constructs a new FeedJob.
             * @memberof trajectory.v1
             * @classdesc Represents a FeedJob.
             * @constructor
             * @param {trajectory.v1.FeedJob.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedJob = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedJob json.
             * @member {string} json
             * @memberof trajectory.v1.FeedJob
             * @instance
             */
            FeedJob.prototype.json = "";

            /**
             * Creates a new FeedJob instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FeedJob
             * @static
             * @param {trajectory.v1.FeedJob.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FeedJob} FeedJob instance
             * @type {{
             *   (properties: trajectory.v1.FeedJob.$Shape): trajectory.v1.FeedJob & trajectory.v1.FeedJob.$Shape;
             *   (properties?: trajectory.v1.FeedJob.$Properties): trajectory.v1.FeedJob;
             * }}
             */
            FeedJob.create = function(properties) {
                return new FeedJob(properties);
            };

            /**
             * Encodes the specified FeedJob message. Does not implicitly {@link trajectory.v1.FeedJob.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FeedJob
             * @static
             * @param {trajectory.v1.FeedJob.$Properties} message FeedJob message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedJob.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.json != null && $Object.hasOwnProperty.call(message, "json") && message.json !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.json);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedJob message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FeedJob
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedJob & trajectory.v1.FeedJob.$Shape} FeedJob
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedJob.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FeedJob();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.json = value;
                            else
                                delete message.json;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FeedJob;
        })();

        /**
         * StreamKind enum.
         * @name trajectory.v1.StreamKind
         * @enum {number}
         * @property {number} STREAM_KIND_UNSPECIFIED=0 STREAM_KIND_UNSPECIFIED value
         * @property {number} STREAM_KIND_MOTION=1 STREAM_KIND_MOTION value
         * @property {number} STREAM_KIND_HEART_RATE=2 STREAM_KIND_HEART_RATE value
         * @property {number} STREAM_KIND_RR=3 STREAM_KIND_RR value
         * @property {number} STREAM_KIND_GESTURE=4 STREAM_KIND_GESTURE value
         * @property {number} STREAM_KIND_POWER=5 STREAM_KIND_POWER value
         * @property {number} STREAM_KIND_PPG=6 STREAM_KIND_PPG value
         */
        v1.StreamKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "STREAM_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "STREAM_KIND_MOTION"] = 1;
            values[valuesById[2] = "STREAM_KIND_HEART_RATE"] = 2;
            values[valuesById[3] = "STREAM_KIND_RR"] = 3;
            values[valuesById[4] = "STREAM_KIND_GESTURE"] = 4;
            values[valuesById[5] = "STREAM_KIND_POWER"] = 5;
            values[valuesById[6] = "STREAM_KIND_PPG"] = 6;
            return values;
        })();

        v1.Stream = (function() {

            /**
             * Properties of a Stream.
             * @typedef {Object} trajectory.v1.Stream.$Properties
             * @property {number|null} [id] Stream id
             * @property {trajectory.v1.StreamKind|null} [kind] Stream kind
             * @property {Array.<string>|null} [channels] Stream channels
             * @property {number|null} [nominalHz] Stream nominalHz
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Stream.
             * @memberof trajectory.v1
             * @interface IStream
             * @augments trajectory.v1.Stream.$Properties
             * @deprecated Use trajectory.v1.Stream.$Properties instead.
             */

            /**
             * Shape of a Stream.
             * @typedef {trajectory.v1.Stream.$Properties} trajectory.v1.Stream.$Shape
             */

            /**
             * Constructs a new Stream.
             * @memberof trajectory.v1
             * @classdesc Represents a Stream.
             * @constructor
             * @param {trajectory.v1.Stream.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Stream = function (properties) {
                this.channels = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Stream id.
             * @member {number} id
             * @memberof trajectory.v1.Stream
             * @instance
             */
            Stream.prototype.id = 0;

            /**
             * Stream kind.
             * @member {trajectory.v1.StreamKind} kind
             * @memberof trajectory.v1.Stream
             * @instance
             */
            Stream.prototype.kind = 0;

            /**
             * Stream channels.
             * @member {Array.<string>} channels
             * @memberof trajectory.v1.Stream
             * @instance
             */
            Stream.prototype.channels = $util.emptyArray;

            /**
             * Stream nominalHz.
             * @member {number} nominalHz
             * @memberof trajectory.v1.Stream
             * @instance
             */
            Stream.prototype.nominalHz = 0;

            /**
             * Creates a new Stream instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Stream
             * @static
             * @param {trajectory.v1.Stream.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Stream} Stream instance
             * @type {{
             *   (properties: trajectory.v1.Stream.$Shape): trajectory.v1.Stream & trajectory.v1.Stream.$Shape;
             *   (properties?: trajectory.v1.Stream.$Properties): trajectory.v1.Stream;
             * }}
             */
            Stream.create = function(properties) {
                return new Stream(properties);
            };

            /**
             * Encodes the specified Stream message. Does not implicitly {@link trajectory.v1.Stream.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Stream
             * @static
             * @param {trajectory.v1.Stream.$Properties} message Stream message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Stream.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.kind);
                if (message.channels != null && message.channels.length)
                    for (let i = 0; i < message.channels.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.channels[i]);
                if (message.nominalHz != null && $Object.hasOwnProperty.call(message, "nominalHz") && !$Object.is(message.nominalHz, 0))
                    writer.uint32(/* id 4, wireType 5 =*/37).float(message.nominalHz);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Stream message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Stream
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Stream & trajectory.v1.Stream.$Shape} Stream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Stream.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Stream();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.channels && message.channels.length))
                                message.channels = [];
                            message.channels.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.nominalHz = value;
                            else
                                delete message.nominalHz;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Stream;
        })();

        v1.Block = (function() {

            /**
             * Properties of a Block.
             * @typedef {Object} trajectory.v1.Block.$Properties
             * @property {number|null} [stream] Block stream
             * @property {number|null} [firstSeq] Block firstSeq
             * @property {number|null} [t0Us] Block t0Us
             * @property {Array.<number>|null} [dtUs] Block dtUs
             * @property {Array.<number>|null} [samples] Block samples
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Block.
             * @memberof trajectory.v1
             * @interface IBlock
             * @augments trajectory.v1.Block.$Properties
             * @deprecated Use trajectory.v1.Block.$Properties instead.
             */

            /**
             * Shape of a Block.
             * @typedef {trajectory.v1.Block.$Properties} trajectory.v1.Block.$Shape
             */

            /**
             * Constructs a new Block.
             * @memberof trajectory.v1
             * @classdesc Represents a Block.
             * @constructor
             * @param {trajectory.v1.Block.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Block = function (properties) {
                this.dtUs = [];
                this.samples = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Block stream.
             * @member {number} stream
             * @memberof trajectory.v1.Block
             * @instance
             */
            Block.prototype.stream = 0;

            /**
             * Block firstSeq.
             * @member {number} firstSeq
             * @memberof trajectory.v1.Block
             * @instance
             */
            Block.prototype.firstSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Block t0Us.
             * @member {number} t0Us
             * @memberof trajectory.v1.Block
             * @instance
             */
            Block.prototype.t0Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Block dtUs.
             * @member {Array.<number>} dtUs
             * @memberof trajectory.v1.Block
             * @instance
             */
            Block.prototype.dtUs = $util.emptyArray;

            /**
             * Block samples.
             * @member {Array.<number>} samples
             * @memberof trajectory.v1.Block
             * @instance
             */
            Block.prototype.samples = $util.emptyArray;

            /**
             * Creates a new Block instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Block
             * @static
             * @param {trajectory.v1.Block.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Block} Block instance
             * @type {{
             *   (properties: trajectory.v1.Block.$Shape): trajectory.v1.Block & trajectory.v1.Block.$Shape;
             *   (properties?: trajectory.v1.Block.$Properties): trajectory.v1.Block;
             * }}
             */
            Block.create = function(properties) {
                return new Block(properties);
            };

            /**
             * Encodes the specified Block message. Does not implicitly {@link trajectory.v1.Block.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Block
             * @static
             * @param {trajectory.v1.Block.$Properties} message Block message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Block.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stream);
                if (message.firstSeq != null && $Object.hasOwnProperty.call(message, "firstSeq") && (typeof message.firstSeq === "object" ? message.firstSeq.low || message.firstSeq.high : message.firstSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.firstSeq);
                if (message.t0Us != null && $Object.hasOwnProperty.call(message, "t0Us") && (typeof message.t0Us === "object" ? message.t0Us.low || message.t0Us.high : message.t0Us !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.t0Us);
                if (message.dtUs != null && message.dtUs.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.dtUs);
                if (message.samples != null && message.samples.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).floats(message.samples);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Block message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Block
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Block & trajectory.v1.Block.$Shape} Block
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Block.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Block();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSeq = value;
                            else
                                delete message.firstSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t0Us = value;
                            else
                                delete message.t0Us;
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.dtUs && message.dtUs.length))
                                    message.dtUs = [];
                                reader.uint32s(message.dtUs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.dtUs && message.dtUs.length))
                                message.dtUs = [];
                            message.dtUs.push(reader.uint32());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.samples && message.samples.length))
                                    message.samples = [];
                                reader.floats(message.samples);
                                continue;
                            }
                            if (wireType !== 5)
                                break;
                            if (!(message.samples && message.samples.length))
                                message.samples = [];
                            message.samples.push(reader.float());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Block;
        })();

        v1.StoredBlock = (function() {

            /**
             * Properties of a StoredBlock.
             * @typedef {Object} trajectory.v1.StoredBlock.$Properties
             * @property {string|null} [sessionId] StoredBlock sessionId
             * @property {trajectory.v1.Stream.$Properties|null} [stream] StoredBlock stream
             * @property {trajectory.v1.Block.$Properties|null} [block] StoredBlock block
             * @property {number|null} [receivedUs] StoredBlock receivedUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StoredBlock.
             * @memberof trajectory.v1
             * @interface IStoredBlock
             * @augments trajectory.v1.StoredBlock.$Properties
             * @deprecated Use trajectory.v1.StoredBlock.$Properties instead.
             */

            /**
             * Shape of a StoredBlock.
             * @typedef {trajectory.v1.StoredBlock.$Properties} trajectory.v1.StoredBlock.$Shape
             */

            /**
             * Constructs a new StoredBlock.
             * @memberof trajectory.v1
             * @classdesc Represents a StoredBlock.
             * @constructor
             * @param {trajectory.v1.StoredBlock.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StoredBlock = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StoredBlock sessionId.
             * @member {string} sessionId
             * @memberof trajectory.v1.StoredBlock
             * @instance
             */
            StoredBlock.prototype.sessionId = "";

            /**
             * StoredBlock stream.
             * @member {trajectory.v1.Stream.$Properties|null|undefined} stream
             * @memberof trajectory.v1.StoredBlock
             * @instance
             */
            StoredBlock.prototype.stream = null;

            /**
             * StoredBlock block.
             * @member {trajectory.v1.Block.$Properties|null|undefined} block
             * @memberof trajectory.v1.StoredBlock
             * @instance
             */
            StoredBlock.prototype.block = null;

            /**
             * StoredBlock receivedUs.
             * @member {number} receivedUs
             * @memberof trajectory.v1.StoredBlock
             * @instance
             */
            StoredBlock.prototype.receivedUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new StoredBlock instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.StoredBlock
             * @static
             * @param {trajectory.v1.StoredBlock.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.StoredBlock} StoredBlock instance
             * @type {{
             *   (properties: trajectory.v1.StoredBlock.$Shape): trajectory.v1.StoredBlock & trajectory.v1.StoredBlock.$Shape;
             *   (properties?: trajectory.v1.StoredBlock.$Properties): trajectory.v1.StoredBlock;
             * }}
             */
            StoredBlock.create = function(properties) {
                return new StoredBlock(properties);
            };

            /**
             * Encodes the specified StoredBlock message. Does not implicitly {@link trajectory.v1.StoredBlock.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.StoredBlock
             * @static
             * @param {trajectory.v1.StoredBlock.$Properties} message StoredBlock message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StoredBlock.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.sessionId);
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    $root.trajectory.v1.Stream.encode(message.stream, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.block != null && $Object.hasOwnProperty.call(message, "block"))
                    $root.trajectory.v1.Block.encode(message.block, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.receivedUs != null && $Object.hasOwnProperty.call(message, "receivedUs") && (typeof message.receivedUs === "object" ? message.receivedUs.low || message.receivedUs.high : message.receivedUs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.receivedUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StoredBlock message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.StoredBlock
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.StoredBlock & trajectory.v1.StoredBlock.$Shape} StoredBlock
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StoredBlock.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.StoredBlock();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.stream = $root.trajectory.v1.Stream.decode(reader, reader.size(), $undefined, _depth + 1, message.stream);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.block = $root.trajectory.v1.Block.decode(reader, reader.size(), $undefined, _depth + 1, message.block);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.receivedUs = value;
                            else
                                delete message.receivedUs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StoredBlock;
        })();

        /**
         * WindowKind enum.
         * @name trajectory.v1.WindowKind
         * @enum {number}
         * @property {number} WINDOW_KIND_UNSPECIFIED=0 WINDOW_KIND_UNSPECIFIED value
         * @property {number} WINDOW_KIND_SCREEN=1 WINDOW_KIND_SCREEN value
         * @property {number} WINDOW_KIND_MOTION=2 WINDOW_KIND_MOTION value
         * @property {number} WINDOW_KIND_HEART=3 WINDOW_KIND_HEART value
         */
        v1.WindowKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "WINDOW_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "WINDOW_KIND_SCREEN"] = 1;
            values[valuesById[2] = "WINDOW_KIND_MOTION"] = 2;
            values[valuesById[3] = "WINDOW_KIND_HEART"] = 3;
            return values;
        })();

        v1.Feature = (function() {

            /**
             * Properties of a Feature.
             * @typedef {Object} trajectory.v1.Feature.$Properties
             * @property {string|null} [name] Feature name
             * @property {number|null} [value] Feature value
             * @property {number|null} [quality] Feature quality
             * @property {number|null} [coverage] Feature coverage
             * @property {number|null} [artefactShare] Feature artefactShare
             * @property {string|null} [method] Feature method
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Feature.
             * @memberof trajectory.v1
             * @interface IFeature
             * @augments trajectory.v1.Feature.$Properties
             * @deprecated Use trajectory.v1.Feature.$Properties instead.
             */

            /**
             * Shape of a Feature.
             * @typedef {trajectory.v1.Feature.$Properties} trajectory.v1.Feature.$Shape
             */

            /**
             * Constructs a new Feature.
             * @memberof trajectory.v1
             * @classdesc Represents a Feature.
             * @constructor
             * @param {trajectory.v1.Feature.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Feature = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Feature name.
             * @member {string} name
             * @memberof trajectory.v1.Feature
             * @instance
             */
            Feature.prototype.name = "";

            /**
             * Feature value.
             * @member {number} value
             * @memberof trajectory.v1.Feature
             * @instance
             */
            Feature.prototype.value = 0;

            /**
             * Feature quality.
             * @member {number} quality
             * @memberof trajectory.v1.Feature
             * @instance
             */
            Feature.prototype.quality = 0;

            /**
             * Feature coverage.
             * @member {number} coverage
             * @memberof trajectory.v1.Feature
             * @instance
             */
            Feature.prototype.coverage = 0;

            /**
             * Feature artefactShare.
             * @member {number} artefactShare
             * @memberof trajectory.v1.Feature
             * @instance
             */
            Feature.prototype.artefactShare = 0;

            /**
             * Feature method.
             * @member {string} method
             * @memberof trajectory.v1.Feature
             * @instance
             */
            Feature.prototype.method = "";

            /**
             * Creates a new Feature instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Feature
             * @static
             * @param {trajectory.v1.Feature.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Feature} Feature instance
             * @type {{
             *   (properties: trajectory.v1.Feature.$Shape): trajectory.v1.Feature & trajectory.v1.Feature.$Shape;
             *   (properties?: trajectory.v1.Feature.$Properties): trajectory.v1.Feature;
             * }}
             */
            Feature.create = function(properties) {
                return new Feature(properties);
            };

            /**
             * Encodes the specified Feature message. Does not implicitly {@link trajectory.v1.Feature.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Feature
             * @static
             * @param {trajectory.v1.Feature.$Properties} message Feature message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Feature.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && !$Object.is(message.value, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.value);
                if (message.quality != null && $Object.hasOwnProperty.call(message, "quality") && !$Object.is(message.quality, 0))
                    writer.uint32(/* id 3, wireType 5 =*/29).float(message.quality);
                if (message.coverage != null && $Object.hasOwnProperty.call(message, "coverage") && !$Object.is(message.coverage, 0))
                    writer.uint32(/* id 4, wireType 5 =*/37).float(message.coverage);
                if (message.artefactShare != null && $Object.hasOwnProperty.call(message, "artefactShare") && !$Object.is(message.artefactShare, 0))
                    writer.uint32(/* id 5, wireType 5 =*/45).float(message.artefactShare);
                if (message.method != null && $Object.hasOwnProperty.call(message, "method") && message.method !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.method);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Feature message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Feature
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Feature & trajectory.v1.Feature.$Shape} Feature
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Feature.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Feature();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.quality = value;
                            else
                                delete message.quality;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.coverage = value;
                            else
                                delete message.coverage;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.artefactShare = value;
                            else
                                delete message.artefactShare;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.method = value;
                            else
                                delete message.method;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Feature;
        })();

        v1.Window = (function() {

            /**
             * Properties of a Window.
             * @typedef {Object} trajectory.v1.Window.$Properties
             * @property {string|null} [sessionId] Window sessionId
             * @property {trajectory.v1.WindowKind|null} [kind] Window kind
             * @property {number|null} [t0Us] Window t0Us
             * @property {number|null} [t1Us] Window t1Us
             * @property {number|null} [revision] Window revision
             * @property {Array.<trajectory.v1.Feature.$Properties>|null} [features] Window features
             * @property {number|null} [clockErrorMs] Window clockErrorMs
             * @property {number|null} [sampleRateHz] Window sampleRateHz
             * @property {number|null} [sampleRateErrorHz] Window sampleRateErrorHz
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Window.
             * @memberof trajectory.v1
             * @interface IWindow
             * @augments trajectory.v1.Window.$Properties
             * @deprecated Use trajectory.v1.Window.$Properties instead.
             */

            /**
             * Shape of a Window.
             * @typedef {trajectory.v1.Window.$Properties} trajectory.v1.Window.$Shape
             */

            /**
             * Constructs a new Window.
             * @memberof trajectory.v1
             * @classdesc Represents a Window.
             * @constructor
             * @param {trajectory.v1.Window.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Window = function (properties) {
                this.features = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Window sessionId.
             * @member {string} sessionId
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.sessionId = "";

            /**
             * Window kind.
             * @member {trajectory.v1.WindowKind} kind
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.kind = 0;

            /**
             * Window t0Us.
             * @member {number} t0Us
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.t0Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Window t1Us.
             * @member {number} t1Us
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.t1Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Window revision.
             * @member {number} revision
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.revision = 0;

            /**
             * Window features.
             * @member {Array.<trajectory.v1.Feature.$Properties>} features
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.features = $util.emptyArray;

            /**
             * Window clockErrorMs.
             * @member {number} clockErrorMs
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.clockErrorMs = 0;

            /**
             * Window sampleRateHz.
             * @member {number} sampleRateHz
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.sampleRateHz = 0;

            /**
             * Window sampleRateErrorHz.
             * @member {number} sampleRateErrorHz
             * @memberof trajectory.v1.Window
             * @instance
             */
            Window.prototype.sampleRateErrorHz = 0;

            /**
             * Creates a new Window instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Window
             * @static
             * @param {trajectory.v1.Window.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Window} Window instance
             * @type {{
             *   (properties: trajectory.v1.Window.$Shape): trajectory.v1.Window & trajectory.v1.Window.$Shape;
             *   (properties?: trajectory.v1.Window.$Properties): trajectory.v1.Window;
             * }}
             */
            Window.create = function(properties) {
                return new Window(properties);
            };

            /**
             * Encodes the specified Window message. Does not implicitly {@link trajectory.v1.Window.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Window
             * @static
             * @param {trajectory.v1.Window.$Properties} message Window message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Window.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.sessionId);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.kind);
                if (message.t0Us != null && $Object.hasOwnProperty.call(message, "t0Us") && (typeof message.t0Us === "object" ? message.t0Us.low || message.t0Us.high : message.t0Us !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.t0Us);
                if (message.t1Us != null && $Object.hasOwnProperty.call(message, "t1Us") && (typeof message.t1Us === "object" ? message.t1Us.low || message.t1Us.high : message.t1Us !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.t1Us);
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && message.revision !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.revision);
                if (message.features != null && message.features.length)
                    for (let i = 0; i < message.features.length; ++i)
                        $root.trajectory.v1.Feature.encode(message.features[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.clockErrorMs != null && $Object.hasOwnProperty.call(message, "clockErrorMs") && !$Object.is(message.clockErrorMs, 0))
                    writer.uint32(/* id 7, wireType 5 =*/61).float(message.clockErrorMs);
                if (message.sampleRateHz != null && $Object.hasOwnProperty.call(message, "sampleRateHz") && !$Object.is(message.sampleRateHz, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.sampleRateHz);
                if (message.sampleRateErrorHz != null && $Object.hasOwnProperty.call(message, "sampleRateErrorHz") && !$Object.is(message.sampleRateErrorHz, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.sampleRateErrorHz);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Window message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Window
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Window & trajectory.v1.Window.$Shape} Window
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Window.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Window();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t0Us = value;
                            else
                                delete message.t0Us;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t1Us = value;
                            else
                                delete message.t1Us;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.features && message.features.length))
                                message.features = [];
                            message.features.push($root.trajectory.v1.Feature.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.clockErrorMs = value;
                            else
                                delete message.clockErrorMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sampleRateHz = value;
                            else
                                delete message.sampleRateHz;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sampleRateErrorHz = value;
                            else
                                delete message.sampleRateErrorHz;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Window;
        })();

        v1.UplinkUp = (function() {

            /**
             * Properties of an UplinkUp.
             * @typedef {Object} trajectory.v1.UplinkUp.$Properties
             * @property {trajectory.v1.Hello.$Properties|null} [hello] UplinkUp hello
             * @property {trajectory.v1.Block.$Properties|null} [block] UplinkUp block
             * @property {trajectory.v1.Drop.$Properties|null} [drop] UplinkUp drop
             * @property {trajectory.v1.ClockPing.$Properties|null} [clockPing] UplinkUp clockPing
             * @property {trajectory.v1.ClockExchange.$Properties|null} [clockExchange] UplinkUp clockExchange
             * @property {trajectory.v1.End.$Properties|null} [end] UplinkUp end
             * @property {"hello"|"block"|"drop"|"clockPing"|"clockExchange"|"end"} [message] UplinkUp message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an UplinkUp.
             * @memberof trajectory.v1
             * @interface IUplinkUp
             * @augments trajectory.v1.UplinkUp.$Properties
             * @deprecated Use trajectory.v1.UplinkUp.$Properties instead.
             */

            /**
             * Narrowed shape of an UplinkUp.
             * @typedef {{
             *   hello?: trajectory.v1.Hello.$Shape|null;
             *   block?: trajectory.v1.Block.$Shape|null;
             *   drop?: trajectory.v1.Drop.$Shape|null;
             *   clockPing?: trajectory.v1.ClockPing.$Shape|null;
             *   clockExchange?: trajectory.v1.ClockExchange.$Shape|null;
             *   end?: trajectory.v1.End.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; hello?: null; block?: null; drop?: null; clockPing?: null; clockExchange?: null; end?: null }|{ message?: "hello"; hello: trajectory.v1.Hello.$Shape; block?: null; drop?: null; clockPing?: null; clockExchange?: null; end?: null }|{ message?: "block"; hello?: null; block: trajectory.v1.Block.$Shape; drop?: null; clockPing?: null; clockExchange?: null; end?: null }|{ message?: "drop"; hello?: null; block?: null; drop: trajectory.v1.Drop.$Shape; clockPing?: null; clockExchange?: null; end?: null }|{ message?: "clockPing"; hello?: null; block?: null; drop?: null; clockPing: trajectory.v1.ClockPing.$Shape; clockExchange?: null; end?: null }|{ message?: "clockExchange"; hello?: null; block?: null; drop?: null; clockPing?: null; clockExchange: trajectory.v1.ClockExchange.$Shape; end?: null }|{ message?: "end"; hello?: null; block?: null; drop?: null; clockPing?: null; clockExchange?: null; end: trajectory.v1.End.$Shape })
             * )} trajectory.v1.UplinkUp.$Shape
             */

            /**
             * Constructs a new UplinkUp.
             * @memberof trajectory.v1
             * @classdesc Represents an UplinkUp.
             * @constructor
             * @param {trajectory.v1.UplinkUp.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const UplinkUp = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * UplinkUp hello.
             * @member {trajectory.v1.Hello.$Properties|null|undefined} hello
             * @memberof trajectory.v1.UplinkUp
             * @instance
             */
            UplinkUp.prototype.hello = null;

            /**
             * UplinkUp block.
             * @member {trajectory.v1.Block.$Properties|null|undefined} block
             * @memberof trajectory.v1.UplinkUp
             * @instance
             */
            UplinkUp.prototype.block = null;

            /**
             * UplinkUp drop.
             * @member {trajectory.v1.Drop.$Properties|null|undefined} drop
             * @memberof trajectory.v1.UplinkUp
             * @instance
             */
            UplinkUp.prototype.drop = null;

            /**
             * UplinkUp clockPing.
             * @member {trajectory.v1.ClockPing.$Properties|null|undefined} clockPing
             * @memberof trajectory.v1.UplinkUp
             * @instance
             */
            UplinkUp.prototype.clockPing = null;

            /**
             * UplinkUp clockExchange.
             * @member {trajectory.v1.ClockExchange.$Properties|null|undefined} clockExchange
             * @memberof trajectory.v1.UplinkUp
             * @instance
             */
            UplinkUp.prototype.clockExchange = null;

            /**
             * UplinkUp end.
             * @member {trajectory.v1.End.$Properties|null|undefined} end
             * @memberof trajectory.v1.UplinkUp
             * @instance
             */
            UplinkUp.prototype.end = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * UplinkUp message.
             * @member {"hello"|"block"|"drop"|"clockPing"|"clockExchange"|"end"|undefined} message
             * @memberof trajectory.v1.UplinkUp
             * @instance
             */
            $Object.defineProperty(UplinkUp.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "block", "drop", "clockPing", "clockExchange", "end"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new UplinkUp instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.UplinkUp
             * @static
             * @param {trajectory.v1.UplinkUp.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.UplinkUp} UplinkUp instance
             * @type {{
             *   (properties: trajectory.v1.UplinkUp.$Shape): trajectory.v1.UplinkUp & trajectory.v1.UplinkUp.$Shape;
             *   (properties?: trajectory.v1.UplinkUp.$Properties): trajectory.v1.UplinkUp;
             * }}
             */
            UplinkUp.create = function(properties) {
                return new UplinkUp(properties);
            };

            /**
             * Encodes the specified UplinkUp message. Does not implicitly {@link trajectory.v1.UplinkUp.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.UplinkUp
             * @static
             * @param {trajectory.v1.UplinkUp.$Properties} message UplinkUp message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            UplinkUp.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.trajectory.v1.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.block != null && $Object.hasOwnProperty.call(message, "block"))
                    $root.trajectory.v1.Block.encode(message.block, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.drop != null && $Object.hasOwnProperty.call(message, "drop"))
                    $root.trajectory.v1.Drop.encode(message.drop, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.clockPing != null && $Object.hasOwnProperty.call(message, "clockPing"))
                    $root.trajectory.v1.ClockPing.encode(message.clockPing, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.clockExchange != null && $Object.hasOwnProperty.call(message, "clockExchange"))
                    $root.trajectory.v1.ClockExchange.encode(message.clockExchange, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    $root.trajectory.v1.End.encode(message.end, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an UplinkUp message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.UplinkUp
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.UplinkUp & trajectory.v1.UplinkUp.$Shape} UplinkUp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            UplinkUp.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.UplinkUp();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.trajectory.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.message = "hello";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.block = $root.trajectory.v1.Block.decode(reader, reader.size(), $undefined, _depth + 1, message.block);
                            message.message = "block";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.drop = $root.trajectory.v1.Drop.decode(reader, reader.size(), $undefined, _depth + 1, message.drop);
                            message.message = "drop";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.clockPing = $root.trajectory.v1.ClockPing.decode(reader, reader.size(), $undefined, _depth + 1, message.clockPing);
                            message.message = "clockPing";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.clockExchange = $root.trajectory.v1.ClockExchange.decode(reader, reader.size(), $undefined, _depth + 1, message.clockExchange);
                            message.message = "clockExchange";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.end = $root.trajectory.v1.End.decode(reader, reader.size(), $undefined, _depth + 1, message.end);
                            message.message = "end";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UplinkUp;
        })();

        v1.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} trajectory.v1.Hello.$Properties
             * @property {number|null} [protocolVersion] Hello protocolVersion
             * @property {string|null} [token] Hello token
             * @property {string|null} [sessionId] Hello sessionId
             * @property {string|null} [deviceModel] Hello deviceModel
             * @property {string|null} [appVersion] Hello appVersion
             * @property {Array.<trajectory.v1.Stream.$Properties>|null} [streams] Hello streams
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof trajectory.v1
             * @interface IHello
             * @augments trajectory.v1.Hello.$Properties
             * @deprecated Use trajectory.v1.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {trajectory.v1.Hello.$Properties} trajectory.v1.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof trajectory.v1
             * @classdesc Represents a Hello.
             * @constructor
             * @param {trajectory.v1.Hello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (properties) {
                this.streams = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hello protocolVersion.
             * @member {number} protocolVersion
             * @memberof trajectory.v1.Hello
             * @instance
             */
            Hello.prototype.protocolVersion = 0;

            /**
             * Hello token.
             * @member {string} token
             * @memberof trajectory.v1.Hello
             * @instance
             */
            Hello.prototype.token = "";

            /**
             * Hello sessionId.
             * @member {string} sessionId
             * @memberof trajectory.v1.Hello
             * @instance
             */
            Hello.prototype.sessionId = "";

            /**
             * Hello deviceModel.
             * @member {string} deviceModel
             * @memberof trajectory.v1.Hello
             * @instance
             */
            Hello.prototype.deviceModel = "";

            /**
             * Hello appVersion.
             * @member {string} appVersion
             * @memberof trajectory.v1.Hello
             * @instance
             */
            Hello.prototype.appVersion = "";

            /**
             * Hello streams.
             * @member {Array.<trajectory.v1.Stream.$Properties>} streams
             * @memberof trajectory.v1.Hello
             * @instance
             */
            Hello.prototype.streams = $util.emptyArray;

            /**
             * Creates a new Hello instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Hello
             * @static
             * @param {trajectory.v1.Hello.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Hello} Hello instance
             * @type {{
             *   (properties: trajectory.v1.Hello.$Shape): trajectory.v1.Hello & trajectory.v1.Hello.$Shape;
             *   (properties?: trajectory.v1.Hello.$Properties): trajectory.v1.Hello;
             * }}
             */
            Hello.create = function(properties) {
                return new Hello(properties);
            };

            /**
             * Encodes the specified Hello message. Does not implicitly {@link trajectory.v1.Hello.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Hello
             * @static
             * @param {trajectory.v1.Hello.$Properties} message Hello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion") && message.protocolVersion !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocolVersion);
                if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.token);
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.sessionId);
                if (message.deviceModel != null && $Object.hasOwnProperty.call(message, "deviceModel") && message.deviceModel !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.deviceModel);
                if (message.appVersion != null && $Object.hasOwnProperty.call(message, "appVersion") && message.appVersion !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.appVersion);
                if (message.streams != null && message.streams.length)
                    for (let i = 0; i < message.streams.length; ++i)
                        $root.trajectory.v1.Stream.encode(message.streams[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Hello & trajectory.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Hello();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocolVersion = value;
                            else
                                delete message.protocolVersion;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.token = value;
                            else
                                delete message.token;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.deviceModel = value;
                            else
                                delete message.deviceModel;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.appVersion = value;
                            else
                                delete message.appVersion;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.streams && message.streams.length))
                                message.streams = [];
                            message.streams.push($root.trajectory.v1.Stream.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Hello;
        })();

        v1.Drop = (function() {

            /**
             * Properties of a Drop.
             * @typedef {Object} trajectory.v1.Drop.$Properties
             * @property {number|null} [stream] Drop stream
             * @property {number|null} [firstSeq] Drop firstSeq
             * @property {number|null} [count] Drop count
             * @property {string|null} [reason] Drop reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Drop.
             * @memberof trajectory.v1
             * @interface IDrop
             * @augments trajectory.v1.Drop.$Properties
             * @deprecated Use trajectory.v1.Drop.$Properties instead.
             */

            /**
             * Shape of a Drop.
             * @typedef {trajectory.v1.Drop.$Properties} trajectory.v1.Drop.$Shape
             */

            /**
             * Constructs a new Drop.
             * @memberof trajectory.v1
             * @classdesc Represents a Drop.
             * @constructor
             * @param {trajectory.v1.Drop.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Drop = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Drop stream.
             * @member {number} stream
             * @memberof trajectory.v1.Drop
             * @instance
             */
            Drop.prototype.stream = 0;

            /**
             * Drop firstSeq.
             * @member {number} firstSeq
             * @memberof trajectory.v1.Drop
             * @instance
             */
            Drop.prototype.firstSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Drop count.
             * @member {number} count
             * @memberof trajectory.v1.Drop
             * @instance
             */
            Drop.prototype.count = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Drop reason.
             * @member {string} reason
             * @memberof trajectory.v1.Drop
             * @instance
             */
            Drop.prototype.reason = "";

            /**
             * Creates a new Drop instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Drop
             * @static
             * @param {trajectory.v1.Drop.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Drop} Drop instance
             * @type {{
             *   (properties: trajectory.v1.Drop.$Shape): trajectory.v1.Drop & trajectory.v1.Drop.$Shape;
             *   (properties?: trajectory.v1.Drop.$Properties): trajectory.v1.Drop;
             * }}
             */
            Drop.create = function(properties) {
                return new Drop(properties);
            };

            /**
             * Encodes the specified Drop message. Does not implicitly {@link trajectory.v1.Drop.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Drop
             * @static
             * @param {trajectory.v1.Drop.$Properties} message Drop message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Drop.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stream);
                if (message.firstSeq != null && $Object.hasOwnProperty.call(message, "firstSeq") && (typeof message.firstSeq === "object" ? message.firstSeq.low || message.firstSeq.high : message.firstSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.firstSeq);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && (typeof message.count === "object" ? message.count.low || message.count.high : message.count !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.count);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Drop message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Drop
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Drop & trajectory.v1.Drop.$Shape} Drop
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Drop.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Drop();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSeq = value;
                            else
                                delete message.firstSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Drop;
        })();

        v1.ClockPing = (function() {

            /**
             * Properties of a ClockPing.
             * @typedef {Object} trajectory.v1.ClockPing.$Properties
             * @property {number|null} [id] ClockPing id
             * @property {number|null} [t0Us] ClockPing t0Us
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClockPing.
             * @memberof trajectory.v1
             * @interface IClockPing
             * @augments trajectory.v1.ClockPing.$Properties
             * @deprecated Use trajectory.v1.ClockPing.$Properties instead.
             */

            /**
             * Shape of a ClockPing.
             * @typedef {trajectory.v1.ClockPing.$Properties} trajectory.v1.ClockPing.$Shape
             */

            /**
             * Constructs a new ClockPing.
             * @memberof trajectory.v1
             * @classdesc Represents a ClockPing.
             * @constructor
             * @param {trajectory.v1.ClockPing.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClockPing = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClockPing id.
             * @member {number} id
             * @memberof trajectory.v1.ClockPing
             * @instance
             */
            ClockPing.prototype.id = 0;

            /**
             * ClockPing t0Us.
             * @member {number} t0Us
             * @memberof trajectory.v1.ClockPing
             * @instance
             */
            ClockPing.prototype.t0Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ClockPing instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.ClockPing
             * @static
             * @param {trajectory.v1.ClockPing.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.ClockPing} ClockPing instance
             * @type {{
             *   (properties: trajectory.v1.ClockPing.$Shape): trajectory.v1.ClockPing & trajectory.v1.ClockPing.$Shape;
             *   (properties?: trajectory.v1.ClockPing.$Properties): trajectory.v1.ClockPing;
             * }}
             */
            ClockPing.create = function(properties) {
                return new ClockPing(properties);
            };

            /**
             * Encodes the specified ClockPing message. Does not implicitly {@link trajectory.v1.ClockPing.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.ClockPing
             * @static
             * @param {trajectory.v1.ClockPing.$Properties} message ClockPing message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClockPing.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.t0Us != null && $Object.hasOwnProperty.call(message, "t0Us") && (typeof message.t0Us === "object" ? message.t0Us.low || message.t0Us.high : message.t0Us !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.t0Us);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClockPing message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.ClockPing
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.ClockPing & trajectory.v1.ClockPing.$Shape} ClockPing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClockPing.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.ClockPing();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t0Us = value;
                            else
                                delete message.t0Us;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClockPing;
        })();

        v1.ClockExchange = (function() {

            /**
             * Properties of a ClockExchange.
             * @typedef {Object} trajectory.v1.ClockExchange.$Properties
             * @property {number|null} [t0Us] ClockExchange t0Us
             * @property {number|null} [t1Us] ClockExchange t1Us
             * @property {number|null} [t2Us] ClockExchange t2Us
             * @property {number|null} [t3Us] ClockExchange t3Us
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClockExchange.
             * @memberof trajectory.v1
             * @interface IClockExchange
             * @augments trajectory.v1.ClockExchange.$Properties
             * @deprecated Use trajectory.v1.ClockExchange.$Properties instead.
             */

            /**
             * Shape of a ClockExchange.
             * @typedef {trajectory.v1.ClockExchange.$Properties} trajectory.v1.ClockExchange.$Shape
             */

            /**
             * Constructs a new ClockExchange.
             * @memberof trajectory.v1
             * @classdesc Represents a ClockExchange.
             * @constructor
             * @param {trajectory.v1.ClockExchange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClockExchange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClockExchange t0Us.
             * @member {number} t0Us
             * @memberof trajectory.v1.ClockExchange
             * @instance
             */
            ClockExchange.prototype.t0Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ClockExchange t1Us.
             * @member {number} t1Us
             * @memberof trajectory.v1.ClockExchange
             * @instance
             */
            ClockExchange.prototype.t1Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ClockExchange t2Us.
             * @member {number} t2Us
             * @memberof trajectory.v1.ClockExchange
             * @instance
             */
            ClockExchange.prototype.t2Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ClockExchange t3Us.
             * @member {number} t3Us
             * @memberof trajectory.v1.ClockExchange
             * @instance
             */
            ClockExchange.prototype.t3Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ClockExchange instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.ClockExchange
             * @static
             * @param {trajectory.v1.ClockExchange.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.ClockExchange} ClockExchange instance
             * @type {{
             *   (properties: trajectory.v1.ClockExchange.$Shape): trajectory.v1.ClockExchange & trajectory.v1.ClockExchange.$Shape;
             *   (properties?: trajectory.v1.ClockExchange.$Properties): trajectory.v1.ClockExchange;
             * }}
             */
            ClockExchange.create = function(properties) {
                return new ClockExchange(properties);
            };

            /**
             * Encodes the specified ClockExchange message. Does not implicitly {@link trajectory.v1.ClockExchange.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.ClockExchange
             * @static
             * @param {trajectory.v1.ClockExchange.$Properties} message ClockExchange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClockExchange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.t0Us != null && $Object.hasOwnProperty.call(message, "t0Us") && (typeof message.t0Us === "object" ? message.t0Us.low || message.t0Us.high : message.t0Us !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.t0Us);
                if (message.t1Us != null && $Object.hasOwnProperty.call(message, "t1Us") && (typeof message.t1Us === "object" ? message.t1Us.low || message.t1Us.high : message.t1Us !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.t1Us);
                if (message.t2Us != null && $Object.hasOwnProperty.call(message, "t2Us") && (typeof message.t2Us === "object" ? message.t2Us.low || message.t2Us.high : message.t2Us !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.t2Us);
                if (message.t3Us != null && $Object.hasOwnProperty.call(message, "t3Us") && (typeof message.t3Us === "object" ? message.t3Us.low || message.t3Us.high : message.t3Us !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.t3Us);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClockExchange message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.ClockExchange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.ClockExchange & trajectory.v1.ClockExchange.$Shape} ClockExchange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClockExchange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.ClockExchange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t0Us = value;
                            else
                                delete message.t0Us;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t1Us = value;
                            else
                                delete message.t1Us;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t2Us = value;
                            else
                                delete message.t2Us;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t3Us = value;
                            else
                                delete message.t3Us;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClockExchange;
        })();

        v1.End = (function() {

            /**
             * Properties of an End.
             * @typedef {Object} trajectory.v1.End.$Properties
             * @property {Array.<trajectory.v1.FinalCount.$Properties>|null} [counts] End counts
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an End.
             * @memberof trajectory.v1
             * @interface IEnd
             * @augments trajectory.v1.End.$Properties
             * @deprecated Use trajectory.v1.End.$Properties instead.
             */

            /**
             * Shape of an End.
             * @typedef {trajectory.v1.End.$Properties} trajectory.v1.End.$Shape
             */

            /**
             * Constructs a new End.
             * @memberof trajectory.v1
             * @classdesc Represents an End.
             * @constructor
             * @param {trajectory.v1.End.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const End = function (properties) {
                this.counts = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * End counts.
             * @member {Array.<trajectory.v1.FinalCount.$Properties>} counts
             * @memberof trajectory.v1.End
             * @instance
             */
            End.prototype.counts = $util.emptyArray;

            /**
             * Creates a new End instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.End
             * @static
             * @param {trajectory.v1.End.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.End} End instance
             * @type {{
             *   (properties: trajectory.v1.End.$Shape): trajectory.v1.End & trajectory.v1.End.$Shape;
             *   (properties?: trajectory.v1.End.$Properties): trajectory.v1.End;
             * }}
             */
            End.create = function(properties) {
                return new End(properties);
            };

            /**
             * Encodes the specified End message. Does not implicitly {@link trajectory.v1.End.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.End
             * @static
             * @param {trajectory.v1.End.$Properties} message End message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            End.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.counts != null && message.counts.length)
                    for (let i = 0; i < message.counts.length; ++i)
                        $root.trajectory.v1.FinalCount.encode(message.counts[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an End message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.End
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.End & trajectory.v1.End.$Shape} End
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            End.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.End();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.counts && message.counts.length))
                                message.counts = [];
                            message.counts.push($root.trajectory.v1.FinalCount.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return End;
        })();

        v1.FinalCount = (function() {

            /**
             * Properties of a FinalCount.
             * @typedef {Object} trajectory.v1.FinalCount.$Properties
             * @property {number|null} [stream] FinalCount stream
             * @property {number|null} [captured] FinalCount captured
             * @property {number|null} [dropped] FinalCount dropped
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FinalCount.
             * @memberof trajectory.v1
             * @interface IFinalCount
             * @augments trajectory.v1.FinalCount.$Properties
             * @deprecated Use trajectory.v1.FinalCount.$Properties instead.
             */

            /**
             * Shape of a FinalCount.
             * @typedef {trajectory.v1.FinalCount.$Properties} trajectory.v1.FinalCount.$Shape
             */

            /**
             * Constructs a new FinalCount.
             * @memberof trajectory.v1
             * @classdesc Represents a FinalCount.
             * @constructor
             * @param {trajectory.v1.FinalCount.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FinalCount = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FinalCount stream.
             * @member {number} stream
             * @memberof trajectory.v1.FinalCount
             * @instance
             */
            FinalCount.prototype.stream = 0;

            /**
             * FinalCount captured.
             * @member {number} captured
             * @memberof trajectory.v1.FinalCount
             * @instance
             */
            FinalCount.prototype.captured = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * FinalCount dropped.
             * @member {number} dropped
             * @memberof trajectory.v1.FinalCount
             * @instance
             */
            FinalCount.prototype.dropped = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new FinalCount instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.FinalCount
             * @static
             * @param {trajectory.v1.FinalCount.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.FinalCount} FinalCount instance
             * @type {{
             *   (properties: trajectory.v1.FinalCount.$Shape): trajectory.v1.FinalCount & trajectory.v1.FinalCount.$Shape;
             *   (properties?: trajectory.v1.FinalCount.$Properties): trajectory.v1.FinalCount;
             * }}
             */
            FinalCount.create = function(properties) {
                return new FinalCount(properties);
            };

            /**
             * Encodes the specified FinalCount message. Does not implicitly {@link trajectory.v1.FinalCount.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.FinalCount
             * @static
             * @param {trajectory.v1.FinalCount.$Properties} message FinalCount message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FinalCount.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stream);
                if (message.captured != null && $Object.hasOwnProperty.call(message, "captured") && (typeof message.captured === "object" ? message.captured.low || message.captured.high : message.captured !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.captured);
                if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped") && (typeof message.dropped === "object" ? message.dropped.low || message.dropped.high : message.dropped !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.dropped);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FinalCount message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.FinalCount
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.FinalCount & trajectory.v1.FinalCount.$Shape} FinalCount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FinalCount.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.FinalCount();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.captured = value;
                            else
                                delete message.captured;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.dropped = value;
                            else
                                delete message.dropped;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FinalCount;
        })();

        v1.UplinkDown = (function() {

            /**
             * Properties of an UplinkDown.
             * @typedef {Object} trajectory.v1.UplinkDown.$Properties
             * @property {trajectory.v1.Welcome.$Properties|null} [welcome] UplinkDown welcome
             * @property {trajectory.v1.Ack.$Properties|null} [ack] UplinkDown ack
             * @property {trajectory.v1.ClockPong.$Properties|null} [clockPong] UplinkDown clockPong
             * @property {trajectory.v1.Ended.$Properties|null} [ended] UplinkDown ended
             * @property {trajectory.v1.Refusal.$Properties|null} [refusal] UplinkDown refusal
             * @property {"welcome"|"ack"|"clockPong"|"ended"|"refusal"} [message] UplinkDown message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an UplinkDown.
             * @memberof trajectory.v1
             * @interface IUplinkDown
             * @augments trajectory.v1.UplinkDown.$Properties
             * @deprecated Use trajectory.v1.UplinkDown.$Properties instead.
             */

            /**
             * Narrowed shape of an UplinkDown.
             * @typedef {{
             *   welcome?: trajectory.v1.Welcome.$Shape|null;
             *   ack?: trajectory.v1.Ack.$Shape|null;
             *   clockPong?: trajectory.v1.ClockPong.$Shape|null;
             *   ended?: trajectory.v1.Ended.$Shape|null;
             *   refusal?: trajectory.v1.Refusal.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; welcome?: null; ack?: null; clockPong?: null; ended?: null; refusal?: null }|{ message?: "welcome"; welcome: trajectory.v1.Welcome.$Shape; ack?: null; clockPong?: null; ended?: null; refusal?: null }|{ message?: "ack"; welcome?: null; ack: trajectory.v1.Ack.$Shape; clockPong?: null; ended?: null; refusal?: null }|{ message?: "clockPong"; welcome?: null; ack?: null; clockPong: trajectory.v1.ClockPong.$Shape; ended?: null; refusal?: null }|{ message?: "ended"; welcome?: null; ack?: null; clockPong?: null; ended: trajectory.v1.Ended.$Shape; refusal?: null }|{ message?: "refusal"; welcome?: null; ack?: null; clockPong?: null; ended?: null; refusal: trajectory.v1.Refusal.$Shape })
             * )} trajectory.v1.UplinkDown.$Shape
             */

            /**
             * Constructs a new UplinkDown.
             * @memberof trajectory.v1
             * @classdesc Represents an UplinkDown.
             * @constructor
             * @param {trajectory.v1.UplinkDown.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const UplinkDown = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * UplinkDown welcome.
             * @member {trajectory.v1.Welcome.$Properties|null|undefined} welcome
             * @memberof trajectory.v1.UplinkDown
             * @instance
             */
            UplinkDown.prototype.welcome = null;

            /**
             * UplinkDown ack.
             * @member {trajectory.v1.Ack.$Properties|null|undefined} ack
             * @memberof trajectory.v1.UplinkDown
             * @instance
             */
            UplinkDown.prototype.ack = null;

            /**
             * UplinkDown clockPong.
             * @member {trajectory.v1.ClockPong.$Properties|null|undefined} clockPong
             * @memberof trajectory.v1.UplinkDown
             * @instance
             */
            UplinkDown.prototype.clockPong = null;

            /**
             * UplinkDown ended.
             * @member {trajectory.v1.Ended.$Properties|null|undefined} ended
             * @memberof trajectory.v1.UplinkDown
             * @instance
             */
            UplinkDown.prototype.ended = null;

            /**
             * UplinkDown refusal.
             * @member {trajectory.v1.Refusal.$Properties|null|undefined} refusal
             * @memberof trajectory.v1.UplinkDown
             * @instance
             */
            UplinkDown.prototype.refusal = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * UplinkDown message.
             * @member {"welcome"|"ack"|"clockPong"|"ended"|"refusal"|undefined} message
             * @memberof trajectory.v1.UplinkDown
             * @instance
             */
            $Object.defineProperty(UplinkDown.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["welcome", "ack", "clockPong", "ended", "refusal"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new UplinkDown instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.UplinkDown
             * @static
             * @param {trajectory.v1.UplinkDown.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.UplinkDown} UplinkDown instance
             * @type {{
             *   (properties: trajectory.v1.UplinkDown.$Shape): trajectory.v1.UplinkDown & trajectory.v1.UplinkDown.$Shape;
             *   (properties?: trajectory.v1.UplinkDown.$Properties): trajectory.v1.UplinkDown;
             * }}
             */
            UplinkDown.create = function(properties) {
                return new UplinkDown(properties);
            };

            /**
             * Encodes the specified UplinkDown message. Does not implicitly {@link trajectory.v1.UplinkDown.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.UplinkDown
             * @static
             * @param {trajectory.v1.UplinkDown.$Properties} message UplinkDown message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            UplinkDown.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                    $root.trajectory.v1.Welcome.encode(message.welcome, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.trajectory.v1.Ack.encode(message.ack, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.clockPong != null && $Object.hasOwnProperty.call(message, "clockPong"))
                    $root.trajectory.v1.ClockPong.encode(message.clockPong, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.ended != null && $Object.hasOwnProperty.call(message, "ended"))
                    $root.trajectory.v1.Ended.encode(message.ended, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal"))
                    $root.trajectory.v1.Refusal.encode(message.refusal, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an UplinkDown message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.UplinkDown
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.UplinkDown & trajectory.v1.UplinkDown.$Shape} UplinkDown
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            UplinkDown.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.UplinkDown();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.welcome = $root.trajectory.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                            message.message = "welcome";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.ack = $root.trajectory.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            message.message = "ack";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.clockPong = $root.trajectory.v1.ClockPong.decode(reader, reader.size(), $undefined, _depth + 1, message.clockPong);
                            message.message = "clockPong";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.ended = $root.trajectory.v1.Ended.decode(reader, reader.size(), $undefined, _depth + 1, message.ended);
                            message.message = "ended";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.refusal = $root.trajectory.v1.Refusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refusal);
                            message.message = "refusal";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UplinkDown;
        })();

        v1.Welcome = (function() {

            /**
             * Properties of a Welcome.
             * @typedef {Object} trajectory.v1.Welcome.$Properties
             * @property {number|null} [protocolVersion] Welcome protocolVersion
             * @property {Array.<trajectory.v1.Position.$Properties>|null} [positions] Welcome positions
             * @property {number|null} [credit] Welcome credit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Welcome.
             * @memberof trajectory.v1
             * @interface IWelcome
             * @augments trajectory.v1.Welcome.$Properties
             * @deprecated Use trajectory.v1.Welcome.$Properties instead.
             */

            /**
             * Shape of a Welcome.
             * @typedef {trajectory.v1.Welcome.$Properties} trajectory.v1.Welcome.$Shape
             */

            /**
             * Constructs a new Welcome.
             * @memberof trajectory.v1
             * @classdesc Represents a Welcome.
             * @constructor
             * @param {trajectory.v1.Welcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Welcome = function (properties) {
                this.positions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Welcome protocolVersion.
             * @member {number} protocolVersion
             * @memberof trajectory.v1.Welcome
             * @instance
             */
            Welcome.prototype.protocolVersion = 0;

            /**
             * Welcome positions.
             * @member {Array.<trajectory.v1.Position.$Properties>} positions
             * @memberof trajectory.v1.Welcome
             * @instance
             */
            Welcome.prototype.positions = $util.emptyArray;

            /**
             * Welcome credit.
             * @member {number} credit
             * @memberof trajectory.v1.Welcome
             * @instance
             */
            Welcome.prototype.credit = 0;

            /**
             * Creates a new Welcome instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Welcome
             * @static
             * @param {trajectory.v1.Welcome.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Welcome} Welcome instance
             * @type {{
             *   (properties: trajectory.v1.Welcome.$Shape): trajectory.v1.Welcome & trajectory.v1.Welcome.$Shape;
             *   (properties?: trajectory.v1.Welcome.$Properties): trajectory.v1.Welcome;
             * }}
             */
            Welcome.create = function(properties) {
                return new Welcome(properties);
            };

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link trajectory.v1.Welcome.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Welcome
             * @static
             * @param {trajectory.v1.Welcome.$Properties} message Welcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Welcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion") && message.protocolVersion !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocolVersion);
                if (message.positions != null && message.positions.length)
                    for (let i = 0; i < message.positions.length; ++i)
                        $root.trajectory.v1.Position.encode(message.positions[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit") && message.credit !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.credit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Welcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Welcome & trajectory.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Welcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Welcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocolVersion = value;
                            else
                                delete message.protocolVersion;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.positions && message.positions.length))
                                message.positions = [];
                            message.positions.push($root.trajectory.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.credit = value;
                            else
                                delete message.credit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Welcome;
        })();

        v1.Position = (function() {

            /**
             * Properties of a Position.
             * @typedef {Object} trajectory.v1.Position.$Properties
             * @property {number|null} [stream] Position stream
             * @property {number|null} [nextSeq] Position nextSeq
             * @property {Array.<trajectory.v1.Range.$Properties>|null} [held] Position held
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Position.
             * @memberof trajectory.v1
             * @interface IPosition
             * @augments trajectory.v1.Position.$Properties
             * @deprecated Use trajectory.v1.Position.$Properties instead.
             */

            /**
             * Shape of a Position.
             * @typedef {trajectory.v1.Position.$Properties} trajectory.v1.Position.$Shape
             */

            /**
             * Constructs a new Position.
             * @memberof trajectory.v1
             * @classdesc Represents a Position.
             * @constructor
             * @param {trajectory.v1.Position.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Position = function (properties) {
                this.held = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Position stream.
             * @member {number} stream
             * @memberof trajectory.v1.Position
             * @instance
             */
            Position.prototype.stream = 0;

            /**
             * Position nextSeq.
             * @member {number} nextSeq
             * @memberof trajectory.v1.Position
             * @instance
             */
            Position.prototype.nextSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Position held.
             * @member {Array.<trajectory.v1.Range.$Properties>} held
             * @memberof trajectory.v1.Position
             * @instance
             */
            Position.prototype.held = $util.emptyArray;

            /**
             * Creates a new Position instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Position
             * @static
             * @param {trajectory.v1.Position.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Position} Position instance
             * @type {{
             *   (properties: trajectory.v1.Position.$Shape): trajectory.v1.Position & trajectory.v1.Position.$Shape;
             *   (properties?: trajectory.v1.Position.$Properties): trajectory.v1.Position;
             * }}
             */
            Position.create = function(properties) {
                return new Position(properties);
            };

            /**
             * Encodes the specified Position message. Does not implicitly {@link trajectory.v1.Position.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Position
             * @static
             * @param {trajectory.v1.Position.$Properties} message Position message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Position.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stream);
                if (message.nextSeq != null && $Object.hasOwnProperty.call(message, "nextSeq") && (typeof message.nextSeq === "object" ? message.nextSeq.low || message.nextSeq.high : message.nextSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.nextSeq);
                if (message.held != null && message.held.length)
                    for (let i = 0; i < message.held.length; ++i)
                        $root.trajectory.v1.Range.encode(message.held[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Position message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Position
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Position & trajectory.v1.Position.$Shape} Position
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Position.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Position();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextSeq = value;
                            else
                                delete message.nextSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.held && message.held.length))
                                message.held = [];
                            message.held.push($root.trajectory.v1.Range.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Position;
        })();

        v1.Range = (function() {

            /**
             * Properties of a Range.
             * @typedef {Object} trajectory.v1.Range.$Properties
             * @property {number|null} [firstSeq] Range firstSeq
             * @property {number|null} [count] Range count
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Range.
             * @memberof trajectory.v1
             * @interface IRange
             * @augments trajectory.v1.Range.$Properties
             * @deprecated Use trajectory.v1.Range.$Properties instead.
             */

            /**
             * Shape of a Range.
             * @typedef {trajectory.v1.Range.$Properties} trajectory.v1.Range.$Shape
             */

            /**
             * Constructs a new Range.
             * @memberof trajectory.v1
             * @classdesc Represents a Range.
             * @constructor
             * @param {trajectory.v1.Range.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Range = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Range firstSeq.
             * @member {number} firstSeq
             * @memberof trajectory.v1.Range
             * @instance
             */
            Range.prototype.firstSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Range count.
             * @member {number} count
             * @memberof trajectory.v1.Range
             * @instance
             */
            Range.prototype.count = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Range instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Range
             * @static
             * @param {trajectory.v1.Range.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Range} Range instance
             * @type {{
             *   (properties: trajectory.v1.Range.$Shape): trajectory.v1.Range & trajectory.v1.Range.$Shape;
             *   (properties?: trajectory.v1.Range.$Properties): trajectory.v1.Range;
             * }}
             */
            Range.create = function(properties) {
                return new Range(properties);
            };

            /**
             * Encodes the specified Range message. Does not implicitly {@link trajectory.v1.Range.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Range
             * @static
             * @param {trajectory.v1.Range.$Properties} message Range message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Range.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firstSeq != null && $Object.hasOwnProperty.call(message, "firstSeq") && (typeof message.firstSeq === "object" ? message.firstSeq.low || message.firstSeq.high : message.firstSeq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.firstSeq);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && (typeof message.count === "object" ? message.count.low || message.count.high : message.count !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.count);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Range message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Range
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Range & trajectory.v1.Range.$Shape} Range
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Range.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Range();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSeq = value;
                            else
                                delete message.firstSeq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Range;
        })();

        v1.Ack = (function() {

            /**
             * Properties of an Ack.
             * @typedef {Object} trajectory.v1.Ack.$Properties
             * @property {Array.<trajectory.v1.Position.$Properties>|null} [positions] Ack positions
             * @property {number|null} [credit] Ack credit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ack.
             * @memberof trajectory.v1
             * @interface IAck
             * @augments trajectory.v1.Ack.$Properties
             * @deprecated Use trajectory.v1.Ack.$Properties instead.
             */

            /**
             * Shape of an Ack.
             * @typedef {trajectory.v1.Ack.$Properties} trajectory.v1.Ack.$Shape
             */

            /**
             * Constructs a new Ack.
             * @memberof trajectory.v1
             * @classdesc Represents an Ack.
             * @constructor
             * @param {trajectory.v1.Ack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ack = function (properties) {
                this.positions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ack positions.
             * @member {Array.<trajectory.v1.Position.$Properties>} positions
             * @memberof trajectory.v1.Ack
             * @instance
             */
            Ack.prototype.positions = $util.emptyArray;

            /**
             * Ack credit.
             * @member {number} credit
             * @memberof trajectory.v1.Ack
             * @instance
             */
            Ack.prototype.credit = 0;

            /**
             * Creates a new Ack instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Ack
             * @static
             * @param {trajectory.v1.Ack.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Ack} Ack instance
             * @type {{
             *   (properties: trajectory.v1.Ack.$Shape): trajectory.v1.Ack & trajectory.v1.Ack.$Shape;
             *   (properties?: trajectory.v1.Ack.$Properties): trajectory.v1.Ack;
             * }}
             */
            Ack.create = function(properties) {
                return new Ack(properties);
            };

            /**
             * Encodes the specified Ack message. Does not implicitly {@link trajectory.v1.Ack.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Ack
             * @static
             * @param {trajectory.v1.Ack.$Properties} message Ack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.positions != null && message.positions.length)
                    for (let i = 0; i < message.positions.length; ++i)
                        $root.trajectory.v1.Position.encode(message.positions[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit") && message.credit !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.credit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Ack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Ack & trajectory.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Ack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.positions && message.positions.length))
                                message.positions = [];
                            message.positions.push($root.trajectory.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.credit = value;
                            else
                                delete message.credit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ack;
        })();

        v1.ClockPong = (function() {

            /**
             * Properties of a ClockPong.
             * @typedef {Object} trajectory.v1.ClockPong.$Properties
             * @property {number|null} [id] ClockPong id
             * @property {number|null} [t0Us] ClockPong t0Us
             * @property {number|null} [t1Us] ClockPong t1Us
             * @property {number|null} [t2Us] ClockPong t2Us
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClockPong.
             * @memberof trajectory.v1
             * @interface IClockPong
             * @augments trajectory.v1.ClockPong.$Properties
             * @deprecated Use trajectory.v1.ClockPong.$Properties instead.
             */

            /**
             * Shape of a ClockPong.
             * @typedef {trajectory.v1.ClockPong.$Properties} trajectory.v1.ClockPong.$Shape
             */

            /**
             * Constructs a new ClockPong.
             * @memberof trajectory.v1
             * @classdesc Represents a ClockPong.
             * @constructor
             * @param {trajectory.v1.ClockPong.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClockPong = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClockPong id.
             * @member {number} id
             * @memberof trajectory.v1.ClockPong
             * @instance
             */
            ClockPong.prototype.id = 0;

            /**
             * ClockPong t0Us.
             * @member {number} t0Us
             * @memberof trajectory.v1.ClockPong
             * @instance
             */
            ClockPong.prototype.t0Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ClockPong t1Us.
             * @member {number} t1Us
             * @memberof trajectory.v1.ClockPong
             * @instance
             */
            ClockPong.prototype.t1Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ClockPong t2Us.
             * @member {number} t2Us
             * @memberof trajectory.v1.ClockPong
             * @instance
             */
            ClockPong.prototype.t2Us = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ClockPong instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.ClockPong
             * @static
             * @param {trajectory.v1.ClockPong.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.ClockPong} ClockPong instance
             * @type {{
             *   (properties: trajectory.v1.ClockPong.$Shape): trajectory.v1.ClockPong & trajectory.v1.ClockPong.$Shape;
             *   (properties?: trajectory.v1.ClockPong.$Properties): trajectory.v1.ClockPong;
             * }}
             */
            ClockPong.create = function(properties) {
                return new ClockPong(properties);
            };

            /**
             * Encodes the specified ClockPong message. Does not implicitly {@link trajectory.v1.ClockPong.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.ClockPong
             * @static
             * @param {trajectory.v1.ClockPong.$Properties} message ClockPong message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClockPong.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.t0Us != null && $Object.hasOwnProperty.call(message, "t0Us") && (typeof message.t0Us === "object" ? message.t0Us.low || message.t0Us.high : message.t0Us !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.t0Us);
                if (message.t1Us != null && $Object.hasOwnProperty.call(message, "t1Us") && (typeof message.t1Us === "object" ? message.t1Us.low || message.t1Us.high : message.t1Us !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.t1Us);
                if (message.t2Us != null && $Object.hasOwnProperty.call(message, "t2Us") && (typeof message.t2Us === "object" ? message.t2Us.low || message.t2Us.high : message.t2Us !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.t2Us);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClockPong message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.ClockPong
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.ClockPong & trajectory.v1.ClockPong.$Shape} ClockPong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClockPong.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.ClockPong();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t0Us = value;
                            else
                                delete message.t0Us;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t1Us = value;
                            else
                                delete message.t1Us;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.t2Us = value;
                            else
                                delete message.t2Us;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClockPong;
        })();

        v1.Ledger = (function() {

            /**
             * Properties of a Ledger.
             * @typedef {Object} trajectory.v1.Ledger.$Properties
             * @property {number|null} [stream] Ledger stream
             * @property {number|null} [captured] Ledger captured
             * @property {number|null} [stored] Ledger stored
             * @property {number|null} [dropped] Ledger dropped
             * @property {number|null} [outstanding] Ledger outstanding
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Ledger.
             * @memberof trajectory.v1
             * @interface ILedger
             * @augments trajectory.v1.Ledger.$Properties
             * @deprecated Use trajectory.v1.Ledger.$Properties instead.
             */

            /**
             * Shape of a Ledger.
             * @typedef {trajectory.v1.Ledger.$Properties} trajectory.v1.Ledger.$Shape
             */

            /**
             * Constructs a new Ledger.
             * @memberof trajectory.v1
             * @classdesc Represents a Ledger.
             * @constructor
             * @param {trajectory.v1.Ledger.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ledger = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ledger stream.
             * @member {number} stream
             * @memberof trajectory.v1.Ledger
             * @instance
             */
            Ledger.prototype.stream = 0;

            /**
             * Ledger captured.
             * @member {number} captured
             * @memberof trajectory.v1.Ledger
             * @instance
             */
            Ledger.prototype.captured = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Ledger stored.
             * @member {number} stored
             * @memberof trajectory.v1.Ledger
             * @instance
             */
            Ledger.prototype.stored = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Ledger dropped.
             * @member {number} dropped
             * @memberof trajectory.v1.Ledger
             * @instance
             */
            Ledger.prototype.dropped = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Ledger outstanding.
             * @member {number} outstanding
             * @memberof trajectory.v1.Ledger
             * @instance
             */
            Ledger.prototype.outstanding = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Ledger instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Ledger
             * @static
             * @param {trajectory.v1.Ledger.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Ledger} Ledger instance
             * @type {{
             *   (properties: trajectory.v1.Ledger.$Shape): trajectory.v1.Ledger & trajectory.v1.Ledger.$Shape;
             *   (properties?: trajectory.v1.Ledger.$Properties): trajectory.v1.Ledger;
             * }}
             */
            Ledger.create = function(properties) {
                return new Ledger(properties);
            };

            /**
             * Encodes the specified Ledger message. Does not implicitly {@link trajectory.v1.Ledger.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Ledger
             * @static
             * @param {trajectory.v1.Ledger.$Properties} message Ledger message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ledger.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stream);
                if (message.captured != null && $Object.hasOwnProperty.call(message, "captured") && (typeof message.captured === "object" ? message.captured.low || message.captured.high : message.captured !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.captured);
                if (message.stored != null && $Object.hasOwnProperty.call(message, "stored") && (typeof message.stored === "object" ? message.stored.low || message.stored.high : message.stored !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.stored);
                if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped") && (typeof message.dropped === "object" ? message.dropped.low || message.dropped.high : message.dropped !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.dropped);
                if (message.outstanding != null && $Object.hasOwnProperty.call(message, "outstanding") && (typeof message.outstanding === "object" ? message.outstanding.low || message.outstanding.high : message.outstanding !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.outstanding);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Ledger message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Ledger
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Ledger & trajectory.v1.Ledger.$Shape} Ledger
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ledger.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Ledger();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.captured = value;
                            else
                                delete message.captured;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.stored = value;
                            else
                                delete message.stored;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.dropped = value;
                            else
                                delete message.dropped;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.outstanding = value;
                            else
                                delete message.outstanding;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ledger;
        })();

        v1.Ended = (function() {

            /**
             * Properties of an Ended.
             * @typedef {Object} trajectory.v1.Ended.$Properties
             * @property {Array.<trajectory.v1.Ledger.$Properties>|null} [ledgers] Ended ledgers
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ended.
             * @memberof trajectory.v1
             * @interface IEnded
             * @augments trajectory.v1.Ended.$Properties
             * @deprecated Use trajectory.v1.Ended.$Properties instead.
             */

            /**
             * Shape of an Ended.
             * @typedef {trajectory.v1.Ended.$Properties} trajectory.v1.Ended.$Shape
             */

            /**
             * Constructs a new Ended.
             * @memberof trajectory.v1
             * @classdesc Represents an Ended.
             * @constructor
             * @param {trajectory.v1.Ended.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ended = function (properties) {
                this.ledgers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ended ledgers.
             * @member {Array.<trajectory.v1.Ledger.$Properties>} ledgers
             * @memberof trajectory.v1.Ended
             * @instance
             */
            Ended.prototype.ledgers = $util.emptyArray;

            /**
             * Creates a new Ended instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Ended
             * @static
             * @param {trajectory.v1.Ended.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Ended} Ended instance
             * @type {{
             *   (properties: trajectory.v1.Ended.$Shape): trajectory.v1.Ended & trajectory.v1.Ended.$Shape;
             *   (properties?: trajectory.v1.Ended.$Properties): trajectory.v1.Ended;
             * }}
             */
            Ended.create = function(properties) {
                return new Ended(properties);
            };

            /**
             * Encodes the specified Ended message. Does not implicitly {@link trajectory.v1.Ended.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Ended
             * @static
             * @param {trajectory.v1.Ended.$Properties} message Ended message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ended.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ledgers != null && message.ledgers.length)
                    for (let i = 0; i < message.ledgers.length; ++i)
                        $root.trajectory.v1.Ledger.encode(message.ledgers[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Ended message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Ended
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Ended & trajectory.v1.Ended.$Shape} Ended
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ended.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Ended();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ledgers && message.ledgers.length))
                                message.ledgers = [];
                            message.ledgers.push($root.trajectory.v1.Ledger.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ended;
        })();

        v1.Refusal = (function() {

            /**
             * Properties of a Refusal.
             * @typedef {Object} trajectory.v1.Refusal.$Properties
             * @property {string|null} [code] Refusal code
             * @property {string|null} [message] Refusal message
             * @property {string|null} [hint] Refusal hint
             * @property {number|null} [retryAfterMs] Refusal retryAfterMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Refusal.
             * @memberof trajectory.v1
             * @interface IRefusal
             * @augments trajectory.v1.Refusal.$Properties
             * @deprecated Use trajectory.v1.Refusal.$Properties instead.
             */

            /**
             * Shape of a Refusal.
             * @typedef {trajectory.v1.Refusal.$Properties} trajectory.v1.Refusal.$Shape
             */

            /**
             * Constructs a new Refusal.
             * @memberof trajectory.v1
             * @classdesc Represents a Refusal.
             * @constructor
             * @param {trajectory.v1.Refusal.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Refusal = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Refusal code.
             * @member {string} code
             * @memberof trajectory.v1.Refusal
             * @instance
             */
            Refusal.prototype.code = "";

            /**
             * Refusal message.
             * @member {string} message
             * @memberof trajectory.v1.Refusal
             * @instance
             */
            Refusal.prototype.message = "";

            /**
             * Refusal hint.
             * @member {string} hint
             * @memberof trajectory.v1.Refusal
             * @instance
             */
            Refusal.prototype.hint = "";

            /**
             * Refusal retryAfterMs.
             * @member {number} retryAfterMs
             * @memberof trajectory.v1.Refusal
             * @instance
             */
            Refusal.prototype.retryAfterMs = 0;

            /**
             * Creates a new Refusal instance using the specified properties.
             * @function create
             * @memberof trajectory.v1.Refusal
             * @static
             * @param {trajectory.v1.Refusal.$Properties=} [properties] Properties to set
             * @returns {trajectory.v1.Refusal} Refusal instance
             * @type {{
             *   (properties: trajectory.v1.Refusal.$Shape): trajectory.v1.Refusal & trajectory.v1.Refusal.$Shape;
             *   (properties?: trajectory.v1.Refusal.$Properties): trajectory.v1.Refusal;
             * }}
             */
            Refusal.create = function(properties) {
                return new Refusal(properties);
            };

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link trajectory.v1.Refusal.verify|verify} messages.
             * @function encode
             * @memberof trajectory.v1.Refusal
             * @static
             * @param {trajectory.v1.Refusal.$Properties} message Refusal message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Refusal.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.hint != null && $Object.hasOwnProperty.call(message, "hint") && message.hint !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.hint);
                if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.retryAfterMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @function decode
             * @memberof trajectory.v1.Refusal
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {trajectory.v1.Refusal & trajectory.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Refusal.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.trajectory.v1.Refusal();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hint = value;
                            else
                                delete message.hint;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryAfterMs = value;
                            else
                                delete message.retryAfterMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Refusal;
        })();

        return v1;
    })();

    return trajectory;
})();

export {
  $root as default
};
