/** Why a file does not become media. */
export type MediaProblemCode = 'MEDIA_UNREADABLE' | 'MEDIA_UNSUPPORTED' | 'TOO_LARGE' | 'MEDIA_FETCH_FAILED';

type Passed = { limit: number; actual: number; unit: string };

/** A file that Postern does not take, with a sentence that a person can act on. */
export class MediaProblem extends Error {
  override readonly name = 'MediaProblem';
  readonly code: MediaProblemCode;
  /** The limit, where one was passed. */
  readonly passed: Passed | null;

  constructor(code: MediaProblemCode, message: string, passed: Passed | null = null) {
    super(message);
    this.code = code;
    this.passed = passed;
  }
}
