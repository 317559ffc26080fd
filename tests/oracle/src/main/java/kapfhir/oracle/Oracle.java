package kapfhir.oracle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.convertors.factory.VersionConvertorFactory_40_50;
import org.hl7.fhir.r5.conformance.profile.ProfileUtilities;
import org.hl7.fhir.r5.context.ContextUtilities;
import org.hl7.fhir.r5.context.IWorkerContext;
import org.hl7.fhir.r5.elementmodel.Element;
import org.hl7.fhir.r5.elementmodel.Manager;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.elementmodel.ObjectConverter;
import org.hl7.fhir.r5.fhirpath.ExpressionNode;
import org.hl7.fhir.r5.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r5.formats.IParser.OutputStyle;
import org.hl7.fhir.r5.model.Base;
import org.hl7.fhir.r5.model.OperationOutcome;
import org.hl7.fhir.r5.model.Resource;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.terminologies.utilities.TerminologyCache;
import org.hl7.fhir.utilities.TimeTracker;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.IgLoader;
import org.hl7.fhir.validation.ValidationEngine;
import org.hl7.fhir.validation.instance.InstanceValidator;
import org.hl7.fhir.validation.instance.utils.ValidationContext;
import org.hl7.fhir.validation.service.PassiveExpiringSessionCache;
import org.hl7.fhir.validation.service.ValidationService;
import org.hl7.fhir.validation.service.model.InstanceValidatorParameters;
import org.hl7.fhir.validation.service.model.ValidationEngineParameters;

/**
 * HL7's validation engine as a batch program: definitions are loaded once, then one request line in, one JSON line out.
 *
 * <pre>
 * validate   file [TAB profile,profile [TAB ig,ig]]   {"file","ms","outcome"}
 * fhirpath   expression TAB file                      {"expression","file","ms","result":[{"type","path"?,"value"?|"text"?}]}
 * snapshot   file [TAB profile,profile [TAB ig,ig]]   {"file","ms","resource"}
 * </pre>
 */
public class Oracle {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final ValidationEngine engine;
  private final String version;
  private FHIRPathEngine fhirpath;
  private String latestFile; // expressions over the same file parse it once
  private Element latest;

  Oracle(ValidationEngine engine, String version) {
    this.engine = engine;
    this.version = version;
  }

  public static void main(String[] args) throws Exception {
    String mode = "validate";
    String version = "4.0.1";
    List<String> igs = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "-version" -> version = args[++i];
        case "-ig" -> igs.add(args[++i]);
        case "validate", "fhirpath", "snapshot" -> mode = args[i];
        default -> throw new IllegalArgumentException("unknown argument: " + args[i]);
      }
    }
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err); // the engine prints progress; stdout carries JSON lines only
    long start = System.currentTimeMillis();
    Oracle oracle = new Oracle(build(version, igs), version);
    System.err.println("READY " + (System.currentTimeMillis() - start) + " ms");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      if (!line.isBlank()) out.println(GSON.toJson(oracle.answer(mode, line.split("\t", -1))));
    }
    System.exit(0);
  }

  /**
   * The engine exactly as HL7's command line builds it for "-tx n/a -allow-example-urls true -assumeValidRestReferences",
   * without any network.
   */
  private static ValidationEngine build(String version, List<String> igs) throws Exception {
    ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
    ValidationEngineParameters parameters = new ValidationEngineParameters();
    parameters.setSv(version);
    parameters.setTxServer(null);
    parameters.setIgs(igs);
    return new ValidationService(new PassiveExpiringSessionCache())
        .initializeValidator(parameters, defaults(), null, new TimeTracker(), new ArrayList<>());
  }

  private static InstanceValidatorParameters defaults() {
    InstanceValidatorParameters parameters = new InstanceValidatorParameters();
    parameters.setAllowExampleUrls(true);
    parameters.setAssumeValidRestReferences(true); // Encounter/1 where a Patient belongs is an error
    return parameters;
  }

  private JsonObject answer(String mode, String[] columns) {
    JsonObject answer = new JsonObject();
    long start = System.nanoTime();
    String key;
    JsonElement value;
    try {
      switch (mode) {
        case "validate" -> {
          answer.addProperty("file", columns[0]);
          key = "outcome";
          value = validate(columns[0], list(columns, 1), list(columns, 2));
        }
        case "fhirpath" -> {
          answer.addProperty("expression", columns[0]);
          answer.addProperty("file", columns[1]);
          key = "result";
          value = fhirpath(columns[0], columns[1]);
        }
        case "snapshot" -> {
          answer.addProperty("file", columns[0]);
          key = "resource";
          value = snapshot(columns[0], list(columns, 2));
        }
        default -> throw new IllegalStateException(mode);
      }
    } catch (Throwable failure) { // one bad file must not end the batch
      key = "failure";
      value = GSON.toJsonTree(failure.toString());
    }
    answer.addProperty("ms", (System.nanoTime() - start) / 1_000_000);
    answer.add(key, value);
    return answer;
  }

  private static List<String> list(String[] columns, int at) {
    return columns.length > at && !columns[at].isBlank() ? Arrays.asList(columns[at].split(",")) : List.of();
  }

  private static FhirFormat format(String file) {
    return file.endsWith(".xml") ? FhirFormat.XML : FhirFormat.JSON;
  }

  /** Definitions of one line alone go to a copy of the engine. */
  private ValidationEngine with(List<String> igs) throws Exception {
    TerminologyCache.setNoCaching(!igs.isEmpty()); // answers given with one case's definitions must not serve another
    if (igs.isEmpty()) return engine;
    ValidationEngine copy = new ValidationEngine(engine);
    IgLoader loader = new IgLoader(copy.getPcm(), copy.getContext(), copy.getVersion());
    for (String ig : igs) loader.loadIg(copy.getIgs(), copy.getBinaries(), ig, true);
    copy.prepare();
    return copy;
  }

  private JsonElement validate(String file, List<String> profiles, List<String> igs) throws Exception {
    List<ValidationMessage> messages = new ArrayList<>();
    OperationOutcome outcome = with(igs).validate(Files.readAllBytes(Path.of(file)), format(file), profiles, messages);
    outcome.setText(null);
    return JsonParser.parseString(new org.hl7.fhir.r5.formats.JsonParser().composeString(outcome));
  }

  private static ByteArrayInputStream read(String file) throws IOException {
    return new ByteArrayInputStream(Files.readAllBytes(Path.of(file)));
  }

  /** An element of the resource is named by its path, which says more than a rendering of its content. */
  private JsonElement fhirpath(String expression, String file) throws IOException {
    if (fhirpath == null) fhirpath = engine.getValidator(FhirFormat.JSON).getFHIRPathEngine();
    if (!file.equals(latestFile)) {
      latestFile = null;
      latest = Manager.parseSingle(engine.getContext(), read(file), format(file));
      InstanceValidator.setParentsInner(latest); // resolve() looks upwards for what is contained
      latestFile = file;
    }
    ExpressionNode parsed = fhirpath.parse(expression);
    JsonArray result = new JsonArray();
    for (Base item : fhirpath.evaluate(new ValidationContext(latest), latest, latest, latest, parsed)) {
      JsonObject entry = new JsonObject();
      entry.addProperty("type", item.fhirType());
      boolean located = item instanceof Element element && element.getPath() != null;
      if (located) entry.addProperty("path", ((Element) item).getPath());
      if (item.isPrimitive()) entry.addProperty("value", item.primitiveValue());
      else if (!located) entry.addProperty("text", fhirpath.convertToString(item));
      result.add(entry);
    }
    return result;
  }

  /** Any resource as JSON; a StructureDefinition with a snapshot, its own or, where it has none, one that is made. */
  private JsonElement snapshot(String file, List<String> igs) throws Exception {
    IWorkerContext context = with(igs).getContext();
    Resource resource = new ObjectConverter(context).convert(Manager.parseSingle(context, read(file), format(file)));
    if (resource instanceof StructureDefinition profile && !profile.hasSnapshot()) {
      StructureDefinition base = context.fetchResource(StructureDefinition.class, profile.getBaseDefinition());
      if (base == null) throw new IllegalArgumentException("unknown base " + profile.getBaseDefinition());
      new ContextUtilities(context).generateSnapshot(base); // nothing to do where it has one
      new ProfileUtilities(context, null, null).setAutoFixSliceNames(true)
          .generateSnapshot(base, profile, profile.getUrl(), null, profile.getName());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (version.startsWith("4.0")) {
      new org.hl7.fhir.r4.formats.JsonParser().compose(bytes, VersionConvertorFactory_40_50.convertResource(resource));
    } else {
      new org.hl7.fhir.r5.formats.JsonParser().setOutputStyle(OutputStyle.NORMAL).compose(bytes, resource);
    }
    return JsonParser.parseString(bytes.toString(StandardCharsets.UTF_8));
  }
}
