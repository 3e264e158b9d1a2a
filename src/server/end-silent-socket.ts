import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

type Pace = { pingMs: number; silenceMs: number };

/**
 * Terminates a socket whose peer is gone, or takes nothing. While something waits for the peer, only that it takes some of it is a
 * sign of life; while nothing does, only that it answers a ping. Gives what its owner stops at the end of the socket.
 */
export function endSilentSocket(socket: WebSocket, stream: Socket, { pingMs, silenceMs }: Pace): NodeJS.Timeout {
  const look = lookAt(stream);
  let looksWithoutSign = 0;
  socket.on('pong', () => {
    if (stream.writableLength === 0) looksWithoutSign = 0;
  });
  return setInterval(() => {
    const { waiting, taking } = look();
    looksWithoutSign = taking ? 0 : looksWithoutSign + 1;
    if (looksWithoutSign * pingMs >= silenceMs) socket.terminate();
    else if (!waiting) socket.ping();
  }, pingMs);
}

/** Ends an answer without an end, where its reader takes nothing of what waits for it. */
export function endSilentResponse(response: ServerResponse, { pingMs, silenceMs }: Pace): void {
  if (response.socket === null) return;
  const look = lookAt(response.socket);
  let looksWithoutSign = 0;
  const looking = setInterval(() => {
    const { waiting, taking } = look();
    looksWithoutSign = waiting && !taking ? looksWithoutSign + 1 : 0;
    if (looksWithoutSign * pingMs >= silenceMs) response.destroy();
  }, pingMs);
  response.once('close', () => clearInterval(looking));
}

/** What is seen of a stream since the last look: whether something waits for its peer, and whether that took some or had no time to. */
function lookAt(stream: Socket): () => { waiting: boolean; taking: boolean } {
  let takenBefore = 0;
  let waitedBefore = false;
  return () => {
    const taken = stream.bytesWritten - stream.writableLength;
    const waiting = stream.writableLength > 0;
    const taking = waitedBefore ? taken > takenBefore : waiting;
    takenBefore = taken;
    waitedBefore = waiting;
    return { waiting, taking };
  };
}
