const MIB = 1024 * 1024;

/** What an instance takes, as GET /api/v2/instance says it. */
export const mediaLimits = {
  description_limit: 1500,
  image_matrix_limit: 33_177_600,
  image_size_limit: 16 * MIB,
  supported_mime_types: [
    'image/jpeg',
    'image/png',
    'image/gif',
    'image/heic',
    'image/heif',
    'image/webp',
    'image/avif',
    'video/webm',
    'video/mp4',
    'video/quicktime',
    'video/ogg',
    'audio/mpeg',
    'audio/mp3',
    'audio/ogg',
    'audio/wav',
    'audio/flac',
    'audio/aac',
    'audio/mp4',
  ],
  video_frame_rate_limit: 120,
  video_matrix_limit: 8_294_400,
  video_size_limit: 99 * MIB,
};
