package io.waybill.run;

import java.util.List;

/**
 * How a race was won.
 *
 * @param runner whose value it is; of several that agree, the one that made them enough
 * @param by the runners that the race waited for, in the order they are written
 */
record Won(String runner, List<String> by) {}
