import java.util.jar.JarFile

def project = new File(basedir, 'project/tidy-strategy')
def reports = new File(project, 'target/surefire-reports').listFiles().findAll { it.name.endsWith('.txt') }
assert reports.any { it.text.contains('Failures: 0, Errors: 0') }

new JarFile(new File(project, 'target/tidy-strategy-1.2.3.jar')).withCloseable { jar ->
    def manifest = jar.manifest.mainAttributes
    assert manifest.getValue('Bundle-SymbolicName') == 'tidy-strategy'
    assert manifest.getValue('Bundle-Version') == '1.2.3'
    assert manifest.getValue('Export-Package') == null
    assert manifest.getValue('Import-Package').contains('io.skep.scheduler.spi;version="[1.0,2)"')
    assert manifest.getValue('Provide-Capability').contains('io.skep.scheduler.spi.SchedulingStrategy')
    assert manifest.getValue('Service-Component') == 'OSGI-INF/org.example.tidy.xml'
    def component = jar.getInputStream(jar.getEntry('OSGI-INF/org.example.tidy.xml')).text
    assert component.contains('name="plug.name"')
    assert component.contains('value="tidy"')
}
return true
