// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes

/** The medium could not be fetched from its address. */
export const fetchSubcodes: readonly number[] = [2_207_052];

/** The image is too large, of a format or of a shape that Instagram does not take. */
export const imageSubcodes: readonly number[] = [2_207_004, 2_207_005, 2_207_009];

/** The video is of a format that Instagram does not take. */
export const videoSubcodes: readonly number[] = [2_207_026];

/** What is the file's fault, and will be with every try. */
export const fileSubcodes: readonly number[] = [...imageSubcodes, ...videoSubcodes];
