package io.waybill.testkit;

import io.waybill.run.Engine;

class LocalEngineContractTest extends EngineContract {
  @Override
  public Engine engine(Setting setting) {
    return RandomPlansTest.engine(setting);
  }
}
