import { z } from 'zod';

const problemSchema = z.object({ message: z.string().optional() });

const phaseSchema = z.object({
  status: z.string().optional(),
  bytes_transferred: z.coerce.number().optional(),
  // As the guide to reels spells it.
  bytes_transfered: z.coerce.number().optional(),
  publish_status: z.string().optional(),
  error: problemSchema.optional(),
  errors: z.array(problemSchema).optional(),
});
type Phase = z.infer<typeof phaseSchema>;

/** https://developers.facebook.com/docs/graph-api/reference/video-status */
export const videoSchema = z.object({
  status: z.object({
    video_status: z.string().optional(),
    uploading_phase: phaseSchema.optional(),
    processing_phase: phaseSchema.optional(),
    publishing_phase: phaseSchema.optional(),
  }),
  permalink_url: z.string().nullish(),
});

/** How far Facebook is with a video, in one word, with what has to be known of it. */
export const videoStateSchema = z.object({
  state: z.enum(['uploading', 'uploaded', 'processing', 'publishing', 'published', 'failed']),
  bytes: z.int().min(0),
  reason: z.string().nullable(),
  url: z.string().nullable(),
});
export type VideoState = z.infer<typeof videoStateSchema>;

const failures = ['error', 'expired', 'upload_failed'];

/** Reads a video's state out of its phases. */
export function videoState({ status, permalink_url: url = null }: z.infer<typeof videoSchema>): VideoState {
  const uploading = status.uploading_phase;
  const bytes = uploading?.bytes_transferred ?? uploading?.bytes_transfered ?? 0;
  return { state: stateOf(status), bytes, reason: reasonIn(status), url };
}

function stateOf(status: z.infer<typeof videoSchema>['status']): VideoState['state'] {
  const { video_status: all = '', uploading_phase, processing_phase, publishing_phase } = status;
  const phases = [uploading_phase, processing_phase, publishing_phase];
  if (failures.includes(all) || phases.some((phase) => phase?.status === 'error')) return 'failed';
  if (publishing_phase?.status === 'complete' || publishing_phase?.publish_status === 'published') return 'published';
  // Videos of before the phases have none, and are published as soon as they are ready.
  if (publishing_phase === undefined && all === 'ready') return 'published';
  if (publishing_phase?.status === 'in_progress') return 'publishing';
  if (processing_phase?.status === 'in_progress' || all === 'processing') return 'processing';
  const isThere = uploading_phase?.status === 'complete' || all === 'upload_complete' || all === 'ready';
  return isThere ? 'uploaded' : 'uploading';
}

function reasonIn({ video_status, ...phases }: z.infer<typeof videoSchema>['status']): string | null {
  const problems = Object.values(phases).flatMap((phase: Phase | undefined) => [
    phase?.error,
    ...(phase?.errors ?? []),
  ]);
  const words = problems.find((problem) => problem?.message !== undefined)?.message;
  return words ?? (failures.includes(video_status ?? '') ? `its status is "${video_status}"` : null);
}
