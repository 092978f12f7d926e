package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SampleTest {
  private static String of(String schema) {
    return Sample.of(Raw.json(schema.replace('\'', '"'))).toString().replace('"', '\'');
  }

  @Test
  void everyKindOfValueHasASample() {
    assertEquals(
        "{'name':'some name','age':18,'share':0.5,'paid':true,'tags':['some tags'],'sky':'grey','no':null,'one':7}",
        of(
            """
            {'type':'object','properties':{
              'name':{'type':'string'},
              'age':{'type':'integer','minimum':18},
              'share':{'type':'NUMBER'},
              'paid':{'type':['boolean','null']},
              'tags':{'type':'array','items':{'type':'string'}},
              'sky':{'enum':['grey','blue']},
              'no':{'type':'null'},
              'one':{'anyOf':[{'const':7},{'type':'string'}]}}}"""));
  }

  @Test
  void aReferenceIsFollowed() {
    assertEquals(
        "{'to':{'city':'some city'}}",
        of(
            """
            {'properties':{'to':{'$ref':'#/$defs/place'}},
             '$defs':{'place':{'type':'object','properties':{'city':{'type':'string'}}}}}"""));
  }

  @Test
  void aSchemaWithoutAnEndIsCut() {
    assertEquals("null", of("{'$ref':'#'}"));
    assertEquals(
        "{'next':{'next':{'next':{'next':{'next':null}}}}}",
        of("{'type':'object','properties':{'next':{'$ref':'#'}}}"));
  }
}
