import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace trajectory. */
export namespace trajectory {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a FeedUp.
         * @deprecated Use trajectory.v1.FeedUp.$Properties instead.
         */
        interface IFeedUp extends trajectory.v1.FeedUp.$Properties {
        }

        /** Represents a FeedUp. */
        class FeedUp {

            /**
             * Constructs a new FeedUp.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedUp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedUp hello. */
            hello?: (trajectory.v1.FeedHello.$Properties|null);

            /** FeedUp message. */
            message?: "hello";

            /**
             * Creates a new FeedUp instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedUp instance
             */
            static create(properties: trajectory.v1.FeedUp.$Shape): trajectory.v1.FeedUp & trajectory.v1.FeedUp.$Shape;
            static create(properties?: trajectory.v1.FeedUp.$Properties): trajectory.v1.FeedUp;

            /**
             * Encodes the specified FeedUp message. Does not implicitly {@link trajectory.v1.FeedUp.verify|verify} messages.
             * @param message FeedUp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedUp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedUp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedUp & trajectory.v1.FeedUp.$Shape} FeedUp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedUp & trajectory.v1.FeedUp.$Shape;
        }

        namespace FeedUp {

            /** Properties of a FeedUp. */
            interface $Properties {

                /** FeedUp hello */
                hello?: (trajectory.v1.FeedHello.$Properties|null);

                /** FeedUp message */
                message?: "hello";

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a FeedUp. */
            type $Shape = {
              hello?: trajectory.v1.FeedHello.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; hello?: null }|{ message?: "hello"; hello: trajectory.v1.FeedHello.$Shape })
            );
        }

        /**
         * Properties of a FeedHello.
         * @deprecated Use trajectory.v1.FeedHello.$Properties instead.
         */
        interface IFeedHello extends trajectory.v1.FeedHello.$Properties {
        }

        /** Represents a FeedHello. */
        class FeedHello {

            /**
             * Constructs a new FeedHello.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedHello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedHello protocolVersion. */
            protocolVersion: number;

            /** FeedHello afterSeq. */
            afterSeq: number;

            /**
             * Creates a new FeedHello instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedHello instance
             */
            static create(properties: trajectory.v1.FeedHello.$Shape): trajectory.v1.FeedHello & trajectory.v1.FeedHello.$Shape;
            static create(properties?: trajectory.v1.FeedHello.$Properties): trajectory.v1.FeedHello;

            /**
             * Encodes the specified FeedHello message. Does not implicitly {@link trajectory.v1.FeedHello.verify|verify} messages.
             * @param message FeedHello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedHello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedHello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedHello & trajectory.v1.FeedHello.$Shape} FeedHello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedHello & trajectory.v1.FeedHello.$Shape;
        }

        namespace FeedHello {

            /** Properties of a FeedHello. */
            interface $Properties {

                /** FeedHello protocolVersion */
                protocolVersion?: (number|null);

                /** FeedHello afterSeq */
                afterSeq?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeedHello. */
            type $Shape = trajectory.v1.FeedHello.$Properties;
        }

        /**
         * Properties of a FeedDown.
         * @deprecated Use trajectory.v1.FeedDown.$Properties instead.
         */
        interface IFeedDown extends trajectory.v1.FeedDown.$Properties {
        }

        /** Represents a FeedDown. */
        class FeedDown {

            /**
             * Constructs a new FeedDown.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedDown.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedDown welcome. */
            welcome?: (trajectory.v1.FeedWelcome.$Properties|null);

            /** FeedDown event. */
            event?: (trajectory.v1.FeedEvent.$Properties|null);

            /** FeedDown state. */
            state?: (trajectory.v1.FeedState.$Properties|null);

            /** FeedDown window. */
            window?: (trajectory.v1.Window.$Properties|null);

            /** FeedDown block. */
            block?: (trajectory.v1.StoredBlock.$Properties|null);

            /** FeedDown live. */
            live?: (trajectory.v1.FeedLive.$Properties|null);

            /** FeedDown dropped. */
            dropped?: (trajectory.v1.FeedDropped.$Properties|null);

            /** FeedDown job. */
            job?: (trajectory.v1.FeedJob.$Properties|null);

            /** FeedDown message. */
            message?: ("welcome"|"event"|"state"|"window"|"block"|"live"|"dropped"|"job");

            /**
             * Creates a new FeedDown instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedDown instance
             */
            static create(properties: trajectory.v1.FeedDown.$Shape): trajectory.v1.FeedDown & trajectory.v1.FeedDown.$Shape;
            static create(properties?: trajectory.v1.FeedDown.$Properties): trajectory.v1.FeedDown;

            /**
             * Encodes the specified FeedDown message. Does not implicitly {@link trajectory.v1.FeedDown.verify|verify} messages.
             * @param message FeedDown message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedDown.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedDown message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedDown & trajectory.v1.FeedDown.$Shape} FeedDown
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedDown & trajectory.v1.FeedDown.$Shape;
        }

        namespace FeedDown {

            /** Properties of a FeedDown. */
            interface $Properties {

                /** FeedDown welcome */
                welcome?: (trajectory.v1.FeedWelcome.$Properties|null);

                /** FeedDown event */
                event?: (trajectory.v1.FeedEvent.$Properties|null);

                /** FeedDown state */
                state?: (trajectory.v1.FeedState.$Properties|null);

                /** FeedDown window */
                window?: (trajectory.v1.Window.$Properties|null);

                /** FeedDown block */
                block?: (trajectory.v1.StoredBlock.$Properties|null);

                /** FeedDown live */
                live?: (trajectory.v1.FeedLive.$Properties|null);

                /** FeedDown dropped */
                dropped?: (trajectory.v1.FeedDropped.$Properties|null);

                /** FeedDown job */
                job?: (trajectory.v1.FeedJob.$Properties|null);

                /** FeedDown message */
                message?: ("welcome"|"event"|"state"|"window"|"block"|"live"|"dropped"|"job");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a FeedDown. */
            type $Shape = {
              welcome?: trajectory.v1.FeedWelcome.$Shape|null;
              event?: trajectory.v1.FeedEvent.$Shape|null;
              state?: trajectory.v1.FeedState.$Shape|null;
              window?: trajectory.v1.Window.$Shape|null;
              block?: trajectory.v1.StoredBlock.$Shape|null;
              live?: trajectory.v1.FeedLive.$Shape|null;
              dropped?: trajectory.v1.FeedDropped.$Shape|null;
              job?: trajectory.v1.FeedJob.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; welcome?: null; event?: null; state?: null; window?: null; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "welcome"; welcome: trajectory.v1.FeedWelcome.$Shape; event?: null; state?: null; window?: null; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "event"; welcome?: null; event: trajectory.v1.FeedEvent.$Shape; state?: null; window?: null; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "state"; welcome?: null; event?: null; state: trajectory.v1.FeedState.$Shape; window?: null; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "window"; welcome?: null; event?: null; state?: null; window: trajectory.v1.Window.$Shape; block?: null; live?: null; dropped?: null; job?: null }|{ message?: "block"; welcome?: null; event?: null; state?: null; window?: null; block: trajectory.v1.StoredBlock.$Shape; live?: null; dropped?: null; job?: null }|{ message?: "live"; welcome?: null; event?: null; state?: null; window?: null; block?: null; live: trajectory.v1.FeedLive.$Shape; dropped?: null; job?: null }|{ message?: "dropped"; welcome?: null; event?: null; state?: null; window?: null; block?: null; live?: null; dropped: trajectory.v1.FeedDropped.$Shape; job?: null }|{ message?: "job"; welcome?: null; event?: null; state?: null; window?: null; block?: null; live?: null; dropped?: null; job: trajectory.v1.FeedJob.$Shape })
            );
        }

        /**
         * Properties of a FeedWelcome.
         * @deprecated Use trajectory.v1.FeedWelcome.$Properties instead.
         */
        interface IFeedWelcome extends trajectory.v1.FeedWelcome.$Properties {
        }

        /** Represents a FeedWelcome. */
        class FeedWelcome {

            /**
             * Constructs a new FeedWelcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedWelcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedWelcome protocolVersion. */
            protocolVersion: number;

            /** FeedWelcome userId. */
            userId: string;

            /** FeedWelcome serverTimeUs. */
            serverTimeUs: number;

            /**
             * Creates a new FeedWelcome instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedWelcome instance
             */
            static create(properties: trajectory.v1.FeedWelcome.$Shape): trajectory.v1.FeedWelcome & trajectory.v1.FeedWelcome.$Shape;
            static create(properties?: trajectory.v1.FeedWelcome.$Properties): trajectory.v1.FeedWelcome;

            /**
             * Encodes the specified FeedWelcome message. Does not implicitly {@link trajectory.v1.FeedWelcome.verify|verify} messages.
             * @param message FeedWelcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedWelcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedWelcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedWelcome & trajectory.v1.FeedWelcome.$Shape} FeedWelcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedWelcome & trajectory.v1.FeedWelcome.$Shape;
        }

        namespace FeedWelcome {

            /** Properties of a FeedWelcome. */
            interface $Properties {

                /** FeedWelcome protocolVersion */
                protocolVersion?: (number|null);

                /** FeedWelcome userId */
                userId?: (string|null);

                /** FeedWelcome serverTimeUs */
                serverTimeUs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeedWelcome. */
            type $Shape = trajectory.v1.FeedWelcome.$Properties;
        }

        /**
         * Properties of a FeedEvent.
         * @deprecated Use trajectory.v1.FeedEvent.$Properties instead.
         */
        interface IFeedEvent extends trajectory.v1.FeedEvent.$Properties {
        }

        /** Represents a FeedEvent. */
        class FeedEvent {

            /**
             * Constructs a new FeedEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedEvent seq. */
            seq: number;

            /** FeedEvent json. */
            json: string;

            /**
             * Creates a new FeedEvent instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedEvent instance
             */
            static create(properties: trajectory.v1.FeedEvent.$Shape): trajectory.v1.FeedEvent & trajectory.v1.FeedEvent.$Shape;
            static create(properties?: trajectory.v1.FeedEvent.$Properties): trajectory.v1.FeedEvent;

            /**
             * Encodes the specified FeedEvent message. Does not implicitly {@link trajectory.v1.FeedEvent.verify|verify} messages.
             * @param message FeedEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedEvent & trajectory.v1.FeedEvent.$Shape} FeedEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedEvent & trajectory.v1.FeedEvent.$Shape;
        }

        namespace FeedEvent {

            /** Properties of a FeedEvent. */
            interface $Properties {

                /** FeedEvent seq */
                seq?: (number|null);

                /** FeedEvent json */
                json?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeedEvent. */
            type $Shape = trajectory.v1.FeedEvent.$Properties;
        }

        /**
         * Properties of a FeedState.
         * @deprecated Use trajectory.v1.FeedState.$Properties instead.
         */
        interface IFeedState extends trajectory.v1.FeedState.$Properties {
        }

        /** Represents a FeedState. */
        class FeedState {

            /**
             * Constructs a new FeedState.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedState seq. */
            seq: number;

            /** FeedState json. */
            json: string;

            /**
             * Creates a new FeedState instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedState instance
             */
            static create(properties: trajectory.v1.FeedState.$Shape): trajectory.v1.FeedState & trajectory.v1.FeedState.$Shape;
            static create(properties?: trajectory.v1.FeedState.$Properties): trajectory.v1.FeedState;

            /**
             * Encodes the specified FeedState message. Does not implicitly {@link trajectory.v1.FeedState.verify|verify} messages.
             * @param message FeedState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedState & trajectory.v1.FeedState.$Shape} FeedState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedState & trajectory.v1.FeedState.$Shape;
        }

        namespace FeedState {

            /** Properties of a FeedState. */
            interface $Properties {

                /** FeedState seq */
                seq?: (number|null);

                /** FeedState json */
                json?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeedState. */
            type $Shape = trajectory.v1.FeedState.$Properties;
        }

        /**
         * Properties of a FeedLive.
         * @deprecated Use trajectory.v1.FeedLive.$Properties instead.
         */
        interface IFeedLive extends trajectory.v1.FeedLive.$Properties {
        }

        /** Represents a FeedLive. */
        class FeedLive {

            /**
             * Constructs a new FeedLive.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedLive.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedLive seq. */
            seq: number;

            /**
             * Creates a new FeedLive instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedLive instance
             */
            static create(properties: trajectory.v1.FeedLive.$Shape): trajectory.v1.FeedLive & trajectory.v1.FeedLive.$Shape;
            static create(properties?: trajectory.v1.FeedLive.$Properties): trajectory.v1.FeedLive;

            /**
             * Encodes the specified FeedLive message. Does not implicitly {@link trajectory.v1.FeedLive.verify|verify} messages.
             * @param message FeedLive message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedLive.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedLive message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedLive & trajectory.v1.FeedLive.$Shape} FeedLive
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedLive & trajectory.v1.FeedLive.$Shape;
        }

        namespace FeedLive {

            /** Properties of a FeedLive. */
            interface $Properties {

                /** FeedLive seq */
                seq?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeedLive. */
            type $Shape = trajectory.v1.FeedLive.$Properties;
        }

        /**
         * Properties of a FeedDropped.
         * @deprecated Use trajectory.v1.FeedDropped.$Properties instead.
         */
        interface IFeedDropped extends trajectory.v1.FeedDropped.$Properties {
        }

        /** Represents a FeedDropped. */
        class FeedDropped {

            /**
             * Constructs a new FeedDropped.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedDropped.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedDropped blocks. */
            blocks: number;

            /** FeedDropped windows. */
            windows: number;

            /**
             * Creates a new FeedDropped instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedDropped instance
             */
            static create(properties: trajectory.v1.FeedDropped.$Shape): trajectory.v1.FeedDropped & trajectory.v1.FeedDropped.$Shape;
            static create(properties?: trajectory.v1.FeedDropped.$Properties): trajectory.v1.FeedDropped;

            /**
             * Encodes the specified FeedDropped message. Does not implicitly {@link trajectory.v1.FeedDropped.verify|verify} messages.
             * @param message FeedDropped message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedDropped.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedDropped message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedDropped & trajectory.v1.FeedDropped.$Shape} FeedDropped
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedDropped & trajectory.v1.FeedDropped.$Shape;
        }

        namespace FeedDropped {

            /** Properties of a FeedDropped. */
            interface $Properties {

                /** FeedDropped blocks */
                blocks?: (number|null);

                /** FeedDropped windows */
                windows?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeedDropped. */
            type $Shape = trajectory.v1.FeedDropped.$Properties;
        }

        /**
         * Properties of a FeedJob.
         * @deprecated Use trajectory.v1.FeedJob.$Properties instead.
         */
        interface IFeedJob extends trajectory.v1.FeedJob.$Properties {
        }

        /** Represents a FeedJob. */
        class FeedJob {

            /**
             * Constructs a new FeedJob.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FeedJob.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedJob json. */
            json: string;

            /**
             * Creates a new FeedJob instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedJob instance
             */
            static create(properties: trajectory.v1.FeedJob.$Shape): trajectory.v1.FeedJob & trajectory.v1.FeedJob.$Shape;
            static create(properties?: trajectory.v1.FeedJob.$Properties): trajectory.v1.FeedJob;

            /**
             * Encodes the specified FeedJob message. Does not implicitly {@link trajectory.v1.FeedJob.verify|verify} messages.
             * @param message FeedJob message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FeedJob.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedJob message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FeedJob & trajectory.v1.FeedJob.$Shape} FeedJob
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FeedJob & trajectory.v1.FeedJob.$Shape;
        }

        namespace FeedJob {

            /** Properties of a FeedJob. */
            interface $Properties {

                /** FeedJob json */
                json?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeedJob. */
            type $Shape = trajectory.v1.FeedJob.$Properties;
        }

        /** StreamKind enum. */
        enum StreamKind {

            /** STREAM_KIND_UNSPECIFIED value */
            STREAM_KIND_UNSPECIFIED = 0,

            /** STREAM_KIND_MOTION value */
            STREAM_KIND_MOTION = 1,

            /** STREAM_KIND_HEART_RATE value */
            STREAM_KIND_HEART_RATE = 2,

            /** STREAM_KIND_RR value */
            STREAM_KIND_RR = 3,

            /** STREAM_KIND_GESTURE value */
            STREAM_KIND_GESTURE = 4,

            /** STREAM_KIND_POWER value */
            STREAM_KIND_POWER = 5,

            /** STREAM_KIND_PPG value */
            STREAM_KIND_PPG = 6
        }

        /**
         * Properties of a Stream.
         * @deprecated Use trajectory.v1.Stream.$Properties instead.
         */
        interface IStream extends trajectory.v1.Stream.$Properties {
        }

        /** Represents a Stream. */
        class Stream {

            /**
             * Constructs a new Stream.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Stream.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Stream id. */
            id: number;

            /** Stream kind. */
            kind: trajectory.v1.StreamKind;

            /** Stream channels. */
            channels: string[];

            /** Stream nominalHz. */
            nominalHz: number;

            /**
             * Creates a new Stream instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Stream instance
             */
            static create(properties: trajectory.v1.Stream.$Shape): trajectory.v1.Stream & trajectory.v1.Stream.$Shape;
            static create(properties?: trajectory.v1.Stream.$Properties): trajectory.v1.Stream;

            /**
             * Encodes the specified Stream message. Does not implicitly {@link trajectory.v1.Stream.verify|verify} messages.
             * @param message Stream message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Stream.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Stream message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Stream & trajectory.v1.Stream.$Shape} Stream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Stream & trajectory.v1.Stream.$Shape;
        }

        namespace Stream {

            /** Properties of a Stream. */
            interface $Properties {

                /** Stream id */
                id?: (number|null);

                /** Stream kind */
                kind?: (trajectory.v1.StreamKind|null);

                /** Stream channels */
                channels?: (string[]|null);

                /** Stream nominalHz */
                nominalHz?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Stream. */
            type $Shape = trajectory.v1.Stream.$Properties;
        }

        /**
         * Properties of a Block.
         * @deprecated Use trajectory.v1.Block.$Properties instead.
         */
        interface IBlock extends trajectory.v1.Block.$Properties {
        }

        /** Represents a Block. */
        class Block {

            /**
             * Constructs a new Block.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Block.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Block stream. */
            stream: number;

            /** Block firstSeq. */
            firstSeq: number;

            /** Block t0Us. */
            t0Us: number;

            /** Block dtUs. */
            dtUs: number[];

            /** Block samples. */
            samples: number[];

            /**
             * Creates a new Block instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Block instance
             */
            static create(properties: trajectory.v1.Block.$Shape): trajectory.v1.Block & trajectory.v1.Block.$Shape;
            static create(properties?: trajectory.v1.Block.$Properties): trajectory.v1.Block;

            /**
             * Encodes the specified Block message. Does not implicitly {@link trajectory.v1.Block.verify|verify} messages.
             * @param message Block message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Block.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Block message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Block & trajectory.v1.Block.$Shape} Block
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Block & trajectory.v1.Block.$Shape;
        }

        namespace Block {

            /** Properties of a Block. */
            interface $Properties {

                /** Block stream */
                stream?: (number|null);

                /** Block firstSeq */
                firstSeq?: (number|null);

                /** Block t0Us */
                t0Us?: (number|null);

                /** Block dtUs */
                dtUs?: (number[]|null);

                /** Block samples */
                samples?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Block. */
            type $Shape = trajectory.v1.Block.$Properties;
        }

        /**
         * Properties of a StoredBlock.
         * @deprecated Use trajectory.v1.StoredBlock.$Properties instead.
         */
        interface IStoredBlock extends trajectory.v1.StoredBlock.$Properties {
        }

        /** Represents a StoredBlock. */
        class StoredBlock {

            /**
             * Constructs a new StoredBlock.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.StoredBlock.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StoredBlock sessionId. */
            sessionId: string;

            /** StoredBlock stream. */
            stream?: (trajectory.v1.Stream.$Properties|null);

            /** StoredBlock block. */
            block?: (trajectory.v1.Block.$Properties|null);

            /** StoredBlock receivedUs. */
            receivedUs: number;

            /**
             * Creates a new StoredBlock instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StoredBlock instance
             */
            static create(properties: trajectory.v1.StoredBlock.$Shape): trajectory.v1.StoredBlock & trajectory.v1.StoredBlock.$Shape;
            static create(properties?: trajectory.v1.StoredBlock.$Properties): trajectory.v1.StoredBlock;

            /**
             * Encodes the specified StoredBlock message. Does not implicitly {@link trajectory.v1.StoredBlock.verify|verify} messages.
             * @param message StoredBlock message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.StoredBlock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StoredBlock message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.StoredBlock & trajectory.v1.StoredBlock.$Shape} StoredBlock
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.StoredBlock & trajectory.v1.StoredBlock.$Shape;
        }

        namespace StoredBlock {

            /** Properties of a StoredBlock. */
            interface $Properties {

                /** StoredBlock sessionId */
                sessionId?: (string|null);

                /** StoredBlock stream */
                stream?: (trajectory.v1.Stream.$Properties|null);

                /** StoredBlock block */
                block?: (trajectory.v1.Block.$Properties|null);

                /** StoredBlock receivedUs */
                receivedUs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StoredBlock. */
            type $Shape = trajectory.v1.StoredBlock.$Properties;
        }

        /** WindowKind enum. */
        enum WindowKind {

            /** WINDOW_KIND_UNSPECIFIED value */
            WINDOW_KIND_UNSPECIFIED = 0,

            /** WINDOW_KIND_SCREEN value */
            WINDOW_KIND_SCREEN = 1,

            /** WINDOW_KIND_MOTION value */
            WINDOW_KIND_MOTION = 2,

            /** WINDOW_KIND_HEART value */
            WINDOW_KIND_HEART = 3
        }

        /**
         * Properties of a Feature.
         * @deprecated Use trajectory.v1.Feature.$Properties instead.
         */
        interface IFeature extends trajectory.v1.Feature.$Properties {
        }

        /** Represents a Feature. */
        class Feature {

            /**
             * Constructs a new Feature.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Feature.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Feature name. */
            name: string;

            /** Feature value. */
            value: number;

            /** Feature quality. */
            quality: number;

            /** Feature coverage. */
            coverage: number;

            /** Feature artefactShare. */
            artefactShare: number;

            /** Feature method. */
            method: string;

            /**
             * Creates a new Feature instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Feature instance
             */
            static create(properties: trajectory.v1.Feature.$Shape): trajectory.v1.Feature & trajectory.v1.Feature.$Shape;
            static create(properties?: trajectory.v1.Feature.$Properties): trajectory.v1.Feature;

            /**
             * Encodes the specified Feature message. Does not implicitly {@link trajectory.v1.Feature.verify|verify} messages.
             * @param message Feature message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Feature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Feature message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Feature & trajectory.v1.Feature.$Shape} Feature
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Feature & trajectory.v1.Feature.$Shape;
        }

        namespace Feature {

            /** Properties of a Feature. */
            interface $Properties {

                /** Feature name */
                name?: (string|null);

                /** Feature value */
                value?: (number|null);

                /** Feature quality */
                quality?: (number|null);

                /** Feature coverage */
                coverage?: (number|null);

                /** Feature artefactShare */
                artefactShare?: (number|null);

                /** Feature method */
                method?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Feature. */
            type $Shape = trajectory.v1.Feature.$Properties;
        }

        /**
         * Properties of a Window.
         * @deprecated Use trajectory.v1.Window.$Properties instead.
         */
        interface IWindow extends trajectory.v1.Window.$Properties {
        }

        /** Represents a Window. */
        class Window {

            /**
             * Constructs a new Window.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Window.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Window sessionId. */
            sessionId: string;

            /** Window kind. */
            kind: trajectory.v1.WindowKind;

            /** Window t0Us. */
            t0Us: number;

            /** Window t1Us. */
            t1Us: number;

            /** Window revision. */
            revision: number;

            /** Window features. */
            features: trajectory.v1.Feature.$Properties[];

            /** Window clockErrorMs. */
            clockErrorMs: number;

            /** Window sampleRateHz. */
            sampleRateHz: number;

            /** Window sampleRateErrorHz. */
            sampleRateErrorHz: number;

            /**
             * Creates a new Window instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Window instance
             */
            static create(properties: trajectory.v1.Window.$Shape): trajectory.v1.Window & trajectory.v1.Window.$Shape;
            static create(properties?: trajectory.v1.Window.$Properties): trajectory.v1.Window;

            /**
             * Encodes the specified Window message. Does not implicitly {@link trajectory.v1.Window.verify|verify} messages.
             * @param message Window message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Window.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Window message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Window & trajectory.v1.Window.$Shape} Window
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Window & trajectory.v1.Window.$Shape;
        }

        namespace Window {

            /** Properties of a Window. */
            interface $Properties {

                /** Window sessionId */
                sessionId?: (string|null);

                /** Window kind */
                kind?: (trajectory.v1.WindowKind|null);

                /** Window t0Us */
                t0Us?: (number|null);

                /** Window t1Us */
                t1Us?: (number|null);

                /** Window revision */
                revision?: (number|null);

                /** Window features */
                features?: (trajectory.v1.Feature.$Properties[]|null);

                /** Window clockErrorMs */
                clockErrorMs?: (number|null);

                /** Window sampleRateHz */
                sampleRateHz?: (number|null);

                /** Window sampleRateErrorHz */
                sampleRateErrorHz?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Window. */
            type $Shape = trajectory.v1.Window.$Properties;
        }

        /**
         * Properties of an UplinkUp.
         * @deprecated Use trajectory.v1.UplinkUp.$Properties instead.
         */
        interface IUplinkUp extends trajectory.v1.UplinkUp.$Properties {
        }

        /** Represents an UplinkUp. */
        class UplinkUp {

            /**
             * Constructs a new UplinkUp.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.UplinkUp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UplinkUp hello. */
            hello?: (trajectory.v1.Hello.$Properties|null);

            /** UplinkUp block. */
            block?: (trajectory.v1.Block.$Properties|null);

            /** UplinkUp drop. */
            drop?: (trajectory.v1.Drop.$Properties|null);

            /** UplinkUp clockPing. */
            clockPing?: (trajectory.v1.ClockPing.$Properties|null);

            /** UplinkUp clockExchange. */
            clockExchange?: (trajectory.v1.ClockExchange.$Properties|null);

            /** UplinkUp end. */
            end?: (trajectory.v1.End.$Properties|null);

            /** UplinkUp message. */
            message?: ("hello"|"block"|"drop"|"clockPing"|"clockExchange"|"end");

            /**
             * Creates a new UplinkUp instance using the specified properties.
             * @param [properties] Properties to set
             * @returns UplinkUp instance
             */
            static create(properties: trajectory.v1.UplinkUp.$Shape): trajectory.v1.UplinkUp & trajectory.v1.UplinkUp.$Shape;
            static create(properties?: trajectory.v1.UplinkUp.$Properties): trajectory.v1.UplinkUp;

            /**
             * Encodes the specified UplinkUp message. Does not implicitly {@link trajectory.v1.UplinkUp.verify|verify} messages.
             * @param message UplinkUp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.UplinkUp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an UplinkUp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.UplinkUp & trajectory.v1.UplinkUp.$Shape} UplinkUp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.UplinkUp & trajectory.v1.UplinkUp.$Shape;
        }

        namespace UplinkUp {

            /** Properties of an UplinkUp. */
            interface $Properties {

                /** UplinkUp hello */
                hello?: (trajectory.v1.Hello.$Properties|null);

                /** UplinkUp block */
                block?: (trajectory.v1.Block.$Properties|null);

                /** UplinkUp drop */
                drop?: (trajectory.v1.Drop.$Properties|null);

                /** UplinkUp clockPing */
                clockPing?: (trajectory.v1.ClockPing.$Properties|null);

                /** UplinkUp clockExchange */
                clockExchange?: (trajectory.v1.ClockExchange.$Properties|null);

                /** UplinkUp end */
                end?: (trajectory.v1.End.$Properties|null);

                /** UplinkUp message */
                message?: ("hello"|"block"|"drop"|"clockPing"|"clockExchange"|"end");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an UplinkUp. */
            type $Shape = {
              hello?: trajectory.v1.Hello.$Shape|null;
              block?: trajectory.v1.Block.$Shape|null;
              drop?: trajectory.v1.Drop.$Shape|null;
              clockPing?: trajectory.v1.ClockPing.$Shape|null;
              clockExchange?: trajectory.v1.ClockExchange.$Shape|null;
              end?: trajectory.v1.End.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; hello?: null; block?: null; drop?: null; clockPing?: null; clockExchange?: null; end?: null }|{ message?: "hello"; hello: trajectory.v1.Hello.$Shape; block?: null; drop?: null; clockPing?: null; clockExchange?: null; end?: null }|{ message?: "block"; hello?: null; block: trajectory.v1.Block.$Shape; drop?: null; clockPing?: null; clockExchange?: null; end?: null }|{ message?: "drop"; hello?: null; block?: null; drop: trajectory.v1.Drop.$Shape; clockPing?: null; clockExchange?: null; end?: null }|{ message?: "clockPing"; hello?: null; block?: null; drop?: null; clockPing: trajectory.v1.ClockPing.$Shape; clockExchange?: null; end?: null }|{ message?: "clockExchange"; hello?: null; block?: null; drop?: null; clockPing?: null; clockExchange: trajectory.v1.ClockExchange.$Shape; end?: null }|{ message?: "end"; hello?: null; block?: null; drop?: null; clockPing?: null; clockExchange?: null; end: trajectory.v1.End.$Shape })
            );
        }

        /**
         * Properties of a Hello.
         * @deprecated Use trajectory.v1.Hello.$Properties instead.
         */
        interface IHello extends trajectory.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello protocolVersion. */
            protocolVersion: number;

            /** Hello token. */
            token: string;

            /** Hello sessionId. */
            sessionId: string;

            /** Hello deviceModel. */
            deviceModel: string;

            /** Hello appVersion. */
            appVersion: string;

            /** Hello streams. */
            streams: trajectory.v1.Stream.$Properties[];

            /**
             * Creates a new Hello instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Hello instance
             */
            static create(properties: trajectory.v1.Hello.$Shape): trajectory.v1.Hello & trajectory.v1.Hello.$Shape;
            static create(properties?: trajectory.v1.Hello.$Properties): trajectory.v1.Hello;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link trajectory.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Hello & trajectory.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Hello & trajectory.v1.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello protocolVersion */
                protocolVersion?: (number|null);

                /** Hello token */
                token?: (string|null);

                /** Hello sessionId */
                sessionId?: (string|null);

                /** Hello deviceModel */
                deviceModel?: (string|null);

                /** Hello appVersion */
                appVersion?: (string|null);

                /** Hello streams */
                streams?: (trajectory.v1.Stream.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = trajectory.v1.Hello.$Properties;
        }

        /**
         * Properties of a Drop.
         * @deprecated Use trajectory.v1.Drop.$Properties instead.
         */
        interface IDrop extends trajectory.v1.Drop.$Properties {
        }

        /** Represents a Drop. */
        class Drop {

            /**
             * Constructs a new Drop.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Drop.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Drop stream. */
            stream: number;

            /** Drop firstSeq. */
            firstSeq: number;

            /** Drop count. */
            count: number;

            /** Drop reason. */
            reason: string;

            /**
             * Creates a new Drop instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Drop instance
             */
            static create(properties: trajectory.v1.Drop.$Shape): trajectory.v1.Drop & trajectory.v1.Drop.$Shape;
            static create(properties?: trajectory.v1.Drop.$Properties): trajectory.v1.Drop;

            /**
             * Encodes the specified Drop message. Does not implicitly {@link trajectory.v1.Drop.verify|verify} messages.
             * @param message Drop message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Drop.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Drop message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Drop & trajectory.v1.Drop.$Shape} Drop
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Drop & trajectory.v1.Drop.$Shape;
        }

        namespace Drop {

            /** Properties of a Drop. */
            interface $Properties {

                /** Drop stream */
                stream?: (number|null);

                /** Drop firstSeq */
                firstSeq?: (number|null);

                /** Drop count */
                count?: (number|null);

                /** Drop reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Drop. */
            type $Shape = trajectory.v1.Drop.$Properties;
        }

        /**
         * Properties of a ClockPing.
         * @deprecated Use trajectory.v1.ClockPing.$Properties instead.
         */
        interface IClockPing extends trajectory.v1.ClockPing.$Properties {
        }

        /** Represents a ClockPing. */
        class ClockPing {

            /**
             * Constructs a new ClockPing.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.ClockPing.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClockPing id. */
            id: number;

            /** ClockPing t0Us. */
            t0Us: number;

            /**
             * Creates a new ClockPing instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClockPing instance
             */
            static create(properties: trajectory.v1.ClockPing.$Shape): trajectory.v1.ClockPing & trajectory.v1.ClockPing.$Shape;
            static create(properties?: trajectory.v1.ClockPing.$Properties): trajectory.v1.ClockPing;

            /**
             * Encodes the specified ClockPing message. Does not implicitly {@link trajectory.v1.ClockPing.verify|verify} messages.
             * @param message ClockPing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.ClockPing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClockPing message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.ClockPing & trajectory.v1.ClockPing.$Shape} ClockPing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.ClockPing & trajectory.v1.ClockPing.$Shape;
        }

        namespace ClockPing {

            /** Properties of a ClockPing. */
            interface $Properties {

                /** ClockPing id */
                id?: (number|null);

                /** ClockPing t0Us */
                t0Us?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClockPing. */
            type $Shape = trajectory.v1.ClockPing.$Properties;
        }

        /**
         * Properties of a ClockExchange.
         * @deprecated Use trajectory.v1.ClockExchange.$Properties instead.
         */
        interface IClockExchange extends trajectory.v1.ClockExchange.$Properties {
        }

        /** Represents a ClockExchange. */
        class ClockExchange {

            /**
             * Constructs a new ClockExchange.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.ClockExchange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClockExchange t0Us. */
            t0Us: number;

            /** ClockExchange t1Us. */
            t1Us: number;

            /** ClockExchange t2Us. */
            t2Us: number;

            /** ClockExchange t3Us. */
            t3Us: number;

            /**
             * Creates a new ClockExchange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClockExchange instance
             */
            static create(properties: trajectory.v1.ClockExchange.$Shape): trajectory.v1.ClockExchange & trajectory.v1.ClockExchange.$Shape;
            static create(properties?: trajectory.v1.ClockExchange.$Properties): trajectory.v1.ClockExchange;

            /**
             * Encodes the specified ClockExchange message. Does not implicitly {@link trajectory.v1.ClockExchange.verify|verify} messages.
             * @param message ClockExchange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.ClockExchange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClockExchange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.ClockExchange & trajectory.v1.ClockExchange.$Shape} ClockExchange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.ClockExchange & trajectory.v1.ClockExchange.$Shape;
        }

        namespace ClockExchange {

            /** Properties of a ClockExchange. */
            interface $Properties {

                /** ClockExchange t0Us */
                t0Us?: (number|null);

                /** ClockExchange t1Us */
                t1Us?: (number|null);

                /** ClockExchange t2Us */
                t2Us?: (number|null);

                /** ClockExchange t3Us */
                t3Us?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClockExchange. */
            type $Shape = trajectory.v1.ClockExchange.$Properties;
        }

        /**
         * Properties of an End.
         * @deprecated Use trajectory.v1.End.$Properties instead.
         */
        interface IEnd extends trajectory.v1.End.$Properties {
        }

        /** Represents an End. */
        class End {

            /**
             * Constructs a new End.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.End.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** End counts. */
            counts: trajectory.v1.FinalCount.$Properties[];

            /**
             * Creates a new End instance using the specified properties.
             * @param [properties] Properties to set
             * @returns End instance
             */
            static create(properties: trajectory.v1.End.$Shape): trajectory.v1.End & trajectory.v1.End.$Shape;
            static create(properties?: trajectory.v1.End.$Properties): trajectory.v1.End;

            /**
             * Encodes the specified End message. Does not implicitly {@link trajectory.v1.End.verify|verify} messages.
             * @param message End message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.End.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an End message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.End & trajectory.v1.End.$Shape} End
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.End & trajectory.v1.End.$Shape;
        }

        namespace End {

            /** Properties of an End. */
            interface $Properties {

                /** End counts */
                counts?: (trajectory.v1.FinalCount.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an End. */
            type $Shape = trajectory.v1.End.$Properties;
        }

        /**
         * Properties of a FinalCount.
         * @deprecated Use trajectory.v1.FinalCount.$Properties instead.
         */
        interface IFinalCount extends trajectory.v1.FinalCount.$Properties {
        }

        /** Represents a FinalCount. */
        class FinalCount {

            /**
             * Constructs a new FinalCount.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.FinalCount.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FinalCount stream. */
            stream: number;

            /** FinalCount captured. */
            captured: number;

            /** FinalCount dropped. */
            dropped: number;

            /**
             * Creates a new FinalCount instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FinalCount instance
             */
            static create(properties: trajectory.v1.FinalCount.$Shape): trajectory.v1.FinalCount & trajectory.v1.FinalCount.$Shape;
            static create(properties?: trajectory.v1.FinalCount.$Properties): trajectory.v1.FinalCount;

            /**
             * Encodes the specified FinalCount message. Does not implicitly {@link trajectory.v1.FinalCount.verify|verify} messages.
             * @param message FinalCount message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.FinalCount.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FinalCount message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.FinalCount & trajectory.v1.FinalCount.$Shape} FinalCount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.FinalCount & trajectory.v1.FinalCount.$Shape;
        }

        namespace FinalCount {

            /** Properties of a FinalCount. */
            interface $Properties {

                /** FinalCount stream */
                stream?: (number|null);

                /** FinalCount captured */
                captured?: (number|null);

                /** FinalCount dropped */
                dropped?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FinalCount. */
            type $Shape = trajectory.v1.FinalCount.$Properties;
        }

        /**
         * Properties of an UplinkDown.
         * @deprecated Use trajectory.v1.UplinkDown.$Properties instead.
         */
        interface IUplinkDown extends trajectory.v1.UplinkDown.$Properties {
        }

        /** Represents an UplinkDown. */
        class UplinkDown {

            /**
             * Constructs a new UplinkDown.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.UplinkDown.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UplinkDown welcome. */
            welcome?: (trajectory.v1.Welcome.$Properties|null);

            /** UplinkDown ack. */
            ack?: (trajectory.v1.Ack.$Properties|null);

            /** UplinkDown clockPong. */
            clockPong?: (trajectory.v1.ClockPong.$Properties|null);

            /** UplinkDown ended. */
            ended?: (trajectory.v1.Ended.$Properties|null);

            /** UplinkDown refusal. */
            refusal?: (trajectory.v1.Refusal.$Properties|null);

            /** UplinkDown message. */
            message?: ("welcome"|"ack"|"clockPong"|"ended"|"refusal");

            /**
             * Creates a new UplinkDown instance using the specified properties.
             * @param [properties] Properties to set
             * @returns UplinkDown instance
             */
            static create(properties: trajectory.v1.UplinkDown.$Shape): trajectory.v1.UplinkDown & trajectory.v1.UplinkDown.$Shape;
            static create(properties?: trajectory.v1.UplinkDown.$Properties): trajectory.v1.UplinkDown;

            /**
             * Encodes the specified UplinkDown message. Does not implicitly {@link trajectory.v1.UplinkDown.verify|verify} messages.
             * @param message UplinkDown message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.UplinkDown.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an UplinkDown message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.UplinkDown & trajectory.v1.UplinkDown.$Shape} UplinkDown
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.UplinkDown & trajectory.v1.UplinkDown.$Shape;
        }

        namespace UplinkDown {

            /** Properties of an UplinkDown. */
            interface $Properties {

                /** UplinkDown welcome */
                welcome?: (trajectory.v1.Welcome.$Properties|null);

                /** UplinkDown ack */
                ack?: (trajectory.v1.Ack.$Properties|null);

                /** UplinkDown clockPong */
                clockPong?: (trajectory.v1.ClockPong.$Properties|null);

                /** UplinkDown ended */
                ended?: (trajectory.v1.Ended.$Properties|null);

                /** UplinkDown refusal */
                refusal?: (trajectory.v1.Refusal.$Properties|null);

                /** UplinkDown message */
                message?: ("welcome"|"ack"|"clockPong"|"ended"|"refusal");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an UplinkDown. */
            type $Shape = {
              welcome?: trajectory.v1.Welcome.$Shape|null;
              ack?: trajectory.v1.Ack.$Shape|null;
              clockPong?: trajectory.v1.ClockPong.$Shape|null;
              ended?: trajectory.v1.Ended.$Shape|null;
              refusal?: trajectory.v1.Refusal.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; welcome?: null; ack?: null; clockPong?: null; ended?: null; refusal?: null }|{ message?: "welcome"; welcome: trajectory.v1.Welcome.$Shape; ack?: null; clockPong?: null; ended?: null; refusal?: null }|{ message?: "ack"; welcome?: null; ack: trajectory.v1.Ack.$Shape; clockPong?: null; ended?: null; refusal?: null }|{ message?: "clockPong"; welcome?: null; ack?: null; clockPong: trajectory.v1.ClockPong.$Shape; ended?: null; refusal?: null }|{ message?: "ended"; welcome?: null; ack?: null; clockPong?: null; ended: trajectory.v1.Ended.$Shape; refusal?: null }|{ message?: "refusal"; welcome?: null; ack?: null; clockPong?: null; ended?: null; refusal: trajectory.v1.Refusal.$Shape })
            );
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use trajectory.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends trajectory.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome protocolVersion. */
            protocolVersion: number;

            /** Welcome positions. */
            positions: trajectory.v1.Position.$Properties[];

            /** Welcome credit. */
            credit: number;

            /**
             * Creates a new Welcome instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Welcome instance
             */
            static create(properties: trajectory.v1.Welcome.$Shape): trajectory.v1.Welcome & trajectory.v1.Welcome.$Shape;
            static create(properties?: trajectory.v1.Welcome.$Properties): trajectory.v1.Welcome;

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link trajectory.v1.Welcome.verify|verify} messages.
             * @param message Welcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Welcome & trajectory.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Welcome & trajectory.v1.Welcome.$Shape;
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome protocolVersion */
                protocolVersion?: (number|null);

                /** Welcome positions */
                positions?: (trajectory.v1.Position.$Properties[]|null);

                /** Welcome credit */
                credit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = trajectory.v1.Welcome.$Properties;
        }

        /**
         * Properties of a Position.
         * @deprecated Use trajectory.v1.Position.$Properties instead.
         */
        interface IPosition extends trajectory.v1.Position.$Properties {
        }

        /** Represents a Position. */
        class Position {

            /**
             * Constructs a new Position.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Position.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Position stream. */
            stream: number;

            /** Position nextSeq. */
            nextSeq: number;

            /** Position held. */
            held: trajectory.v1.Range.$Properties[];

            /**
             * Creates a new Position instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Position instance
             */
            static create(properties: trajectory.v1.Position.$Shape): trajectory.v1.Position & trajectory.v1.Position.$Shape;
            static create(properties?: trajectory.v1.Position.$Properties): trajectory.v1.Position;

            /**
             * Encodes the specified Position message. Does not implicitly {@link trajectory.v1.Position.verify|verify} messages.
             * @param message Position message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Position.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Position message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Position & trajectory.v1.Position.$Shape} Position
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Position & trajectory.v1.Position.$Shape;
        }

        namespace Position {

            /** Properties of a Position. */
            interface $Properties {

                /** Position stream */
                stream?: (number|null);

                /** Position nextSeq */
                nextSeq?: (number|null);

                /** Position held */
                held?: (trajectory.v1.Range.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Position. */
            type $Shape = trajectory.v1.Position.$Properties;
        }

        /**
         * Properties of a Range.
         * @deprecated Use trajectory.v1.Range.$Properties instead.
         */
        interface IRange extends trajectory.v1.Range.$Properties {
        }

        /** Represents a Range. */
        class Range {

            /**
             * Constructs a new Range.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Range.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Range firstSeq. */
            firstSeq: number;

            /** Range count. */
            count: number;

            /**
             * Creates a new Range instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Range instance
             */
            static create(properties: trajectory.v1.Range.$Shape): trajectory.v1.Range & trajectory.v1.Range.$Shape;
            static create(properties?: trajectory.v1.Range.$Properties): trajectory.v1.Range;

            /**
             * Encodes the specified Range message. Does not implicitly {@link trajectory.v1.Range.verify|verify} messages.
             * @param message Range message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Range.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Range message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Range & trajectory.v1.Range.$Shape} Range
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Range & trajectory.v1.Range.$Shape;
        }

        namespace Range {

            /** Properties of a Range. */
            interface $Properties {

                /** Range firstSeq */
                firstSeq?: (number|null);

                /** Range count */
                count?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Range. */
            type $Shape = trajectory.v1.Range.$Properties;
        }

        /**
         * Properties of an Ack.
         * @deprecated Use trajectory.v1.Ack.$Properties instead.
         */
        interface IAck extends trajectory.v1.Ack.$Properties {
        }

        /** Represents an Ack. */
        class Ack {

            /**
             * Constructs a new Ack.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Ack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ack positions. */
            positions: trajectory.v1.Position.$Properties[];

            /** Ack credit. */
            credit: number;

            /**
             * Creates a new Ack instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ack instance
             */
            static create(properties: trajectory.v1.Ack.$Shape): trajectory.v1.Ack & trajectory.v1.Ack.$Shape;
            static create(properties?: trajectory.v1.Ack.$Properties): trajectory.v1.Ack;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link trajectory.v1.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Ack & trajectory.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Ack & trajectory.v1.Ack.$Shape;
        }

        namespace Ack {

            /** Properties of an Ack. */
            interface $Properties {

                /** Ack positions */
                positions?: (trajectory.v1.Position.$Properties[]|null);

                /** Ack credit */
                credit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ack. */
            type $Shape = trajectory.v1.Ack.$Properties;
        }

        /**
         * Properties of a ClockPong.
         * @deprecated Use trajectory.v1.ClockPong.$Properties instead.
         */
        interface IClockPong extends trajectory.v1.ClockPong.$Properties {
        }

        /** Represents a ClockPong. */
        class ClockPong {

            /**
             * Constructs a new ClockPong.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.ClockPong.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClockPong id. */
            id: number;

            /** ClockPong t0Us. */
            t0Us: number;

            /** ClockPong t1Us. */
            t1Us: number;

            /** ClockPong t2Us. */
            t2Us: number;

            /**
             * Creates a new ClockPong instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClockPong instance
             */
            static create(properties: trajectory.v1.ClockPong.$Shape): trajectory.v1.ClockPong & trajectory.v1.ClockPong.$Shape;
            static create(properties?: trajectory.v1.ClockPong.$Properties): trajectory.v1.ClockPong;

            /**
             * Encodes the specified ClockPong message. Does not implicitly {@link trajectory.v1.ClockPong.verify|verify} messages.
             * @param message ClockPong message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.ClockPong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClockPong message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.ClockPong & trajectory.v1.ClockPong.$Shape} ClockPong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.ClockPong & trajectory.v1.ClockPong.$Shape;
        }

        namespace ClockPong {

            /** Properties of a ClockPong. */
            interface $Properties {

                /** ClockPong id */
                id?: (number|null);

                /** ClockPong t0Us */
                t0Us?: (number|null);

                /** ClockPong t1Us */
                t1Us?: (number|null);

                /** ClockPong t2Us */
                t2Us?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClockPong. */
            type $Shape = trajectory.v1.ClockPong.$Properties;
        }

        /**
         * Properties of a Ledger.
         * @deprecated Use trajectory.v1.Ledger.$Properties instead.
         */
        interface ILedger extends trajectory.v1.Ledger.$Properties {
        }

        /** Represents a Ledger. */
        class Ledger {

            /**
             * Constructs a new Ledger.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Ledger.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ledger stream. */
            stream: number;

            /** Ledger captured. */
            captured: number;

            /** Ledger stored. */
            stored: number;

            /** Ledger dropped. */
            dropped: number;

            /** Ledger outstanding. */
            outstanding: number;

            /**
             * Creates a new Ledger instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ledger instance
             */
            static create(properties: trajectory.v1.Ledger.$Shape): trajectory.v1.Ledger & trajectory.v1.Ledger.$Shape;
            static create(properties?: trajectory.v1.Ledger.$Properties): trajectory.v1.Ledger;

            /**
             * Encodes the specified Ledger message. Does not implicitly {@link trajectory.v1.Ledger.verify|verify} messages.
             * @param message Ledger message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Ledger.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ledger message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Ledger & trajectory.v1.Ledger.$Shape} Ledger
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Ledger & trajectory.v1.Ledger.$Shape;
        }

        namespace Ledger {

            /** Properties of a Ledger. */
            interface $Properties {

                /** Ledger stream */
                stream?: (number|null);

                /** Ledger captured */
                captured?: (number|null);

                /** Ledger stored */
                stored?: (number|null);

                /** Ledger dropped */
                dropped?: (number|null);

                /** Ledger outstanding */
                outstanding?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ledger. */
            type $Shape = trajectory.v1.Ledger.$Properties;
        }

        /**
         * Properties of an Ended.
         * @deprecated Use trajectory.v1.Ended.$Properties instead.
         */
        interface IEnded extends trajectory.v1.Ended.$Properties {
        }

        /** Represents an Ended. */
        class Ended {

            /**
             * Constructs a new Ended.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Ended.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ended ledgers. */
            ledgers: trajectory.v1.Ledger.$Properties[];

            /**
             * Creates a new Ended instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ended instance
             */
            static create(properties: trajectory.v1.Ended.$Shape): trajectory.v1.Ended & trajectory.v1.Ended.$Shape;
            static create(properties?: trajectory.v1.Ended.$Properties): trajectory.v1.Ended;

            /**
             * Encodes the specified Ended message. Does not implicitly {@link trajectory.v1.Ended.verify|verify} messages.
             * @param message Ended message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Ended.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ended message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Ended & trajectory.v1.Ended.$Shape} Ended
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Ended & trajectory.v1.Ended.$Shape;
        }

        namespace Ended {

            /** Properties of an Ended. */
            interface $Properties {

                /** Ended ledgers */
                ledgers?: (trajectory.v1.Ledger.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ended. */
            type $Shape = trajectory.v1.Ended.$Properties;
        }

        /**
         * Properties of a Refusal.
         * @deprecated Use trajectory.v1.Refusal.$Properties instead.
         */
        interface IRefusal extends trajectory.v1.Refusal.$Properties {
        }

        /** Represents a Refusal. */
        class Refusal {

            /**
             * Constructs a new Refusal.
             * @param [properties] Properties to set
             */
            constructor(properties?: trajectory.v1.Refusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refusal code. */
            code: string;

            /** Refusal message. */
            message: string;

            /** Refusal hint. */
            hint: string;

            /** Refusal retryAfterMs. */
            retryAfterMs: number;

            /**
             * Creates a new Refusal instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Refusal instance
             */
            static create(properties: trajectory.v1.Refusal.$Shape): trajectory.v1.Refusal & trajectory.v1.Refusal.$Shape;
            static create(properties?: trajectory.v1.Refusal.$Properties): trajectory.v1.Refusal;

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link trajectory.v1.Refusal.verify|verify} messages.
             * @param message Refusal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: trajectory.v1.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {trajectory.v1.Refusal & trajectory.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): trajectory.v1.Refusal & trajectory.v1.Refusal.$Shape;
        }

        namespace Refusal {

            /** Properties of a Refusal. */
            interface $Properties {

                /** Refusal code */
                code?: (string|null);

                /** Refusal message */
                message?: (string|null);

                /** Refusal hint */
                hint?: (string|null);

                /** Refusal retryAfterMs */
                retryAfterMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refusal. */
            type $Shape = trajectory.v1.Refusal.$Properties;
        }
    }
}
